package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork sandbox rm`
@Command(
    name = "rm",
    aliases = "remove",
    description = "Remove sandboxes, with the endpoints that have joined them.")
final class SandboxRm extends ChangingCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "<sandbox>",
      description = "A container, a sandbox's id, or its beginning.")
  private List<String> sandboxes;

  @Override
  protected int run(Api api) {
    return each(
        sandboxes,
        name ->
            change(
                    api,
                    "removing sandbox " + name,
                    Request.delete(Request.path("v1", "sandboxes", name)))
                .ifPresent(_ -> out().println(name)));
  }
}
