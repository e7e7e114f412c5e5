package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork port unpublish`
@Command(
    name = "unpublish",
    description = "Have ports of the host lead to an endpoint no longer, while its container runs.")
final class PortUnpublish extends ChangingCommand {

  @Mixin private EndpointPlace endpoint;

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "<port>",
      description = "As it was published, as in 8080:80/tcp.")
  private List<String> ports;

  @Override
  protected int run(Api api) {
    String target = endpoint.target("ports");
    for (String port : ports) {
      target = Request.query(target, "port", port);
    }
    change(api, "withdrawing ports", Request.delete(target))
        .ifPresent(_ -> ports.forEach(out()::println));
    return 0;
  }
}
