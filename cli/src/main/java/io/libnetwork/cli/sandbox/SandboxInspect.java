package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.session.InspectCommand;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork sandbox inspect`
@Command(name = "inspect", description = "Print all that is known of sandboxes.")
final class SandboxInspect extends InspectCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "<sandbox>",
      description = "A container, a sandbox's id, or its beginning.")
  private List<String> sandboxes;

  @Override
  protected List<String> names() {
    return sandboxes;
  }

  @Override
  protected String target(String name) {
    return Request.path("v1", "sandboxes", name);
  }
}
