package io.libnetwork.cli.session;

import io.libnetwork.cli.terminal.Inspection;
import io.libnetwork.wire.Api;
import java.util.List;
import picocli.CommandLine.Option;

/// A command that prints all that our own API knows of some things.
public abstract class InspectCommand extends DaemonCommand {

  @Option(
      names = {"-f", "--format"},
      paramLabel = "<format>",
      description = "json, or a template, as in '{{.id}}'; indented JSON otherwise.")
  private String format = "";

  /// For a command's own class.
  protected InspectCommand() {}

  /// Whom it is about.
  protected abstract List<String> names();

  /// Where one of them is, encoded.
  protected abstract String target(String name);

  @Override
  protected final int run(Api api) {
    Inspection inspection = new Inspection();
    int status =
        each(
            names(),
            name ->
                inspection.add(api.call(io.libnetwork.wire.Request.get(target(name))).object()));
    out().print(inspection.print(format));
    return status;
  }
}
