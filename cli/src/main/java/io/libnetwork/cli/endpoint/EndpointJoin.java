package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Fields;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork endpoint join`
@Command(
    name = "join",
    description = "Have a sandbox join an endpoint, and print the interface and its addresses.")
final class EndpointJoin extends ChangingCommand {

  @Mixin private EndpointPlace endpoint;

  @Parameters(
      index = "2",
      paramLabel = "<sandbox>",
      description = "A container, a sandbox's id, or its beginning.")
  private String sandbox;

  @Override
  protected int run(Api api) {
    var body = new BodyBuilder().text("sandbox", sandbox).build();
    change(api, "joining " + endpoint, Request.post(endpoint.target("join"), body))
        .ifPresent(made ->
            out()
                .println(
                    made.object().text("interfaceName")
                        + " "
                        + Fields.joined(made.object(), "addresses")));
    return 0;
  }
}
