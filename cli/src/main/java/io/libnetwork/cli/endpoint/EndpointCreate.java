package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork endpoint create`
@Command(name = "create", description = "Create an endpoint on a network, and print its id.")
final class EndpointCreate extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1", paramLabel = "<name>", description = "What it is called there.")
  private String name;

  @Mixin private EndpointOptions options;

  @Override
  protected int run(Api api) {
    var body = typed(() -> options.body().text("name", name).build());
    change(
            api,
            "creating endpoint " + name,
            Request.post(Request.path("v1", "networks", network, "endpoints"), body))
        .ifPresent(made -> out().println(made.object().text("id")));
    return 0;
  }
}
