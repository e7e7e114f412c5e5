package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork sandbox create`
@Command(name = "create", description = "Create a container's sandbox, and print its id.")
final class SandboxCreate extends ChangingCommand {

  @Parameters(paramLabel = "<container>", description = "The container's id or name.")
  private String container;

  @Mixin private SandboxOptions options;

  @Override
  protected int run(Api api) {
    var body = typed(() -> options.body().text("container", container).build());
    change(api, "creating sandbox " + container, Request.post("/v1/sandboxes", body))
        .ifPresent(made -> out().println(made.object().text("id")));
    return 0;
  }
}
