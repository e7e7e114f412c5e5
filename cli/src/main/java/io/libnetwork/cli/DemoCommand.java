package io.libnetwork.cli;

import io.libnetwork.cli.demo.Demonstration;
import io.libnetwork.cli.demo.JsonReport;
import io.libnetwork.cli.demo.Presentation;
import io.libnetwork.cli.demo.Privileges;
import io.libnetwork.cli.demo.Report;
import io.libnetwork.cli.demo.TextReport;
import io.libnetwork.cli.terminal.Palette;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `libnetwork demo`: containers on networks, shown step by step with real packets.
@Command(
    name = "demo",
    description = {
      "Connect three containers by two networks, show who reaches whom, and remove it all.",
      "It happens on a host of its own, a network namespace; the machine's network is not touched."
          + " Needs root."
    })
final class DemoCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Demonstration demonstration;

  /// The demonstration as users see it; called by picocli.
  DemoCommand() {
    this(Demonstration.standard());
  }

  DemoCommand(Demonstration demonstration) {
    this.demonstration = demonstration;
  }

  @Override
  public Integer call() {
    Privileges.ofThisProcess().require("the demo", "sudo ./libnetwork demo");
    PrintWriter out = spec.commandLine().getOut();
    Presentation presentation =
        json ? new JsonReport(out) : new TextReport(out, Palette.ofThisProcess());
    Report report = demonstration.run(presentation);
    report
        .firstFailure()
        .ifPresent(failed -> spec.commandLine().getErr().println("libnetwork: " + failed));
    return report.ok() ? 0 : 1;
  }
}
