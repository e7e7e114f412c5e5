package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork endpoint rm`
@Command(name = "rm", aliases = "remove", description = "Remove endpoints of a network.")
final class EndpointRm extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<endpoint>",
      description = "A name, an id, or its beginning.")
  private List<String> endpoints;

  @Option(
      names = {"-f", "--force"},
      description = "Also one that a sandbox has joined.")
  private boolean force;

  @Override
  protected int run(Api api) {
    return each(
        endpoints,
        name ->
            change(api, "removing endpoint " + name, Request.delete(target(name)))
                .ifPresent(_ -> out().println(name)));
  }

  private String target(String name) {
    String target = Request.path("v1", "networks", network, "endpoints", name);
    return force ? Request.query(target, "force", "true") : target;
  }
}
