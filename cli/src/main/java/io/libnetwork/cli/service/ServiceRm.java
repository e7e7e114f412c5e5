package io.libnetwork.cli.service;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork service rm`
@Command(name = "rm", description = "Remove services of a network.")
final class ServiceRm extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "<service>", description = "Its name.")
  private List<String> services;

  @Override
  protected int run(Api api) {
    return each(
        services,
        name ->
            change(
                    api,
                    "removing service " + name,
                    Request.delete(Request.path("v1", "networks", network, "services", name)))
                .ifPresent(_ -> out().println(name)));
  }
}
