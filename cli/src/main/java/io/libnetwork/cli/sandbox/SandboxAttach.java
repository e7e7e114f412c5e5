package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.endpoint.EndpointOptions;
import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Fields;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork sandbox attach`
@Command(
    name = "attach",
    description = {
      "Attach a container to a network: a sandbox, where there is none, an endpoint, and a join in"
          + " one step.",
      "Prints the addresses that it has."
    })
final class SandboxAttach extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<container>", description = "The container.")
  private String container;

  @Parameters(index = "1", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Mixin private EndpointOptions options;

  @Override
  protected int run(Api api) {
    JsonObject body =
        typed(() ->
            new BodyBuilder()
                .text("network", network)
                .object("endpoint", options.body().build())
                .build());
    change(
            api,
            "attaching " + container + " to " + network,
            Request.post(Request.path("v1", "sandboxes", container, "attach"), body))
        .ifPresent(
            made -> out().println(Fields.joined(made.object().object("endpoint"), "addresses")));
    return 0;
  }
}
