package io.libnetwork.cli.service;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork dns rm`
@Command(name = "rm", aliases = "remove", description = "Remove zones of a network.")
final class DnsRm extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<origin>",
      description = "Of the zone, as in app.")
  private List<String> origins;

  @Override
  protected int run(Api api) {
    return each(
        origins,
        origin ->
            change(
                    api,
                    "removing zone " + origin,
                    Request.delete(Request.path("v1", "networks", network, "zones", origin)))
                .ifPresent(_ -> out().println(origin)));
  }
}
