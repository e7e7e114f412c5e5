package io.libnetwork.cli;

import io.libnetwork.ChangedParameters;
import io.libnetwork.cli.demo.Privileges;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.reset.Belongings;
import io.libnetwork.reset.Outcome;
import io.libnetwork.reset.Reset;
import io.libnetwork.reset.Running;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `libnetwork reset`: everything of ours away from this host.
@Command(
    name = "reset",
    description = {
      "Remove everything of ours from this host, and put back what was changed of it: interfaces,"
          + " namespaces, firewall tables, kernel parameters, the store. Needs root.",
      "What the host's owner has put into the chain user of our table is shown, and goes with it.",
      "The status is 0 when all is gone, 1 when something is left or it was refused: while a process"
          + " has networks here, or, without --yes, while containers run."
    })
final class ResetCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int LEFT = 1;

  @Spec private CommandSpec spec;

  @Mixin private HostOptions where;

  @Option(names = "--yes", description = "Go on where containers run, which lose their interfaces.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Show what would be removed, and change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    Privileges.ofThisProcess().require("reset", "sudo ./libnetwork reset");
    PrintWriter out = spec.commandLine().getOut();
    try (var host = where.host()) {
      Reset reset = Reset.of(host, where.state());
      Belongings found = reset.belongings();
      show(found, out);
      out.flush();
      if (dryRun) {
        out.println(found.nothing() ? "nothing of ours is here" : "nothing was changed");
        return DONE;
      }
      Outcome outcome = reset.run(yes);
      outcome.restored().forEach(change -> line(out, "restored", dotted(change), values(change)));
      outcome.left().forEach(left -> line(out, "left", left, ""));
      out.println(found.nothing() ? "nothing of ours was here" : "removed");
      return outcome.left().isEmpty() ? DONE : LEFT;
    } finally {
      out.flush();
    }
  }

  private static void show(Belongings found, PrintWriter out) {
    for (MarkedLink link : found.links()) {
      line(out, "interface", link.link().name(), found.owner(link).orElse(""));
    }
    for (Path namespace : found.namespaces()) {
      line(out, "namespace", namespace.toString(), "");
    }
    for (Running running : found.running()) {
      line(out, "running", running.toString(), "loses its interface");
    }
    for (Table table : found.firewall().tables()) {
      line(out, "table", table.toString(), found.tablesStay() ? "stays" : "");
    }
    for (String rule : found.firewall().ownersRules()) {
      line(out, "rule", rule, "yours, in the chain user");
    }
    for (ChangedParameters changed : found.parameters()) {
      Sysctl.Change first = changed.changes().getFirst();
      line(
          out,
          "parameter",
          dotted(first),
          "now %s, was %s".formatted(first.after(), first.before()));
    }
    for (Path folder : found.folders()) {
      line(out, "folder", folder.toString(), "");
    }
    found.unknown().forEach(unknown -> line(out, "not known", unknown, ""));
  }

  private static void line(PrintWriter out, String kind, String what, String more) {
    out.println("  %-10s %-36s %s".formatted(kind, what, more).stripTrailing());
  }

  private static String dotted(Sysctl.Change change) {
    return change.key().contains(".") ? change.key() : change.key().replace('/', '.');
  }

  private static String values(Sysctl.Change change) {
    return "%s again, was %s".formatted(change.after(), change.before());
  }
}
