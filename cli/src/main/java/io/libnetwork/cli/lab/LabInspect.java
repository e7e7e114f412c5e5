package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.InspectCommand;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork lab inspect`
@Command(name = "inspect", description = "Print all that is known of labs.")
final class LabInspect extends InspectCommand {

  @Parameters(arity = "1..*", paramLabel = "<lab>", description = "Its name.")
  private List<String> labs;

  @Override
  protected List<String> names() {
    return labs;
  }

  @Override
  protected String target(String name) {
    return Request.path("v1", "labs", name);
  }
}
