package io.libnetwork.cli;

import io.libnetwork.cli.endpoint.EndpointCommand;
import io.libnetwork.cli.endpoint.PortCommand;
import io.libnetwork.cli.lab.ApplyCommand;
import io.libnetwork.cli.lab.ExportCommand;
import io.libnetwork.cli.lab.LabsCommand;
import io.libnetwork.cli.manual.CompletionCommand;
import io.libnetwork.cli.manual.ManualCommand;
import io.libnetwork.cli.network.NetworkCommand;
import io.libnetwork.cli.plugin.PluginCommand;
import io.libnetwork.cli.sandbox.SandboxCommand;
import io.libnetwork.cli.service.DnsCommand;
import io.libnetwork.cli.service.ServiceCommand;
import io.libnetwork.cli.session.ConnectionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `libnetwork` itself: the list of its commands, and what is said when none is given.
///
/// A new command is a class annotated with `@Command` that implements `Callable<Integer>`, answers
/// its exit status and is named in the list below; `--help` comes to it from here. A command that
/// needs the kernel is named in the script `libnetwork` too, which sees to libnftables.
@Command(
    name = "libnetwork",
    description = "Container networking on Linux's own interfaces.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "<command>")
final class Libnetwork implements Callable<Integer>, ConnectionOptions.BeforeCommand {

  /// By its name and its class: a class is looked at only where its command may be meant, because
  /// each costs a millisecond.
  private record Entry(String name, Class<?> type) {}

  private static final List<Entry> COMMANDS =
      List.of(
          new Entry("network", NetworkCommand.class),
          new Entry("sandbox", SandboxCommand.class),
          new Entry("endpoint", EndpointCommand.class),
          new Entry("port", PortCommand.class),
          new Entry("service", ServiceCommand.class),
          new Entry("dns", DnsCommand.class),
          new Entry("apply", ApplyCommand.class),
          new Entry("export", ExportCommand.class),
          new Entry("lab", LabsCommand.class),
          new Entry("plugin", PluginCommand.class),
          new Entry("events", EventsCommand.class),
          new Entry("page", PageCommand.class),
          new Entry("explain", ExplainCommand.class),
          new Entry("doctor", DoctorCommand.class),
          new Entry("reset", ResetCommand.class),
          new Entry("daemon", DaemonProcessCommand.class),
          new Entry("demo", DemoCommand.class),
          new Entry("bench", BenchCommand.class),
          new Entry("completion", CompletionCommand.class),
          new Entry("gen-man", ManualCommand.class),
          new Entry("version", VersionCommand.class),
          new Entry("help", CommandLine.HelpCommand.class));

  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  /// All commands.
  static CommandLine all() {
    CommandLine root = new CommandLine(new Libnetwork());
    COMMANDS.forEach(entry -> root.addSubcommand(entry.name(), entry.type()));
    return root;
  }

  /// What these words need: one command, where they begin with its name, or all.
  static CommandLine of(String... words) {
    for (Entry entry : COMMANDS) {
      if (words.length > 0 && words[0].equals(entry.name()) && !needsAll(words[0])) {
        return new CommandLine(new Libnetwork()).addSubcommand(entry.name(), entry.type());
      }
    }
    return all();
  }

  private static boolean needsAll(String command) {
    return command.equals("help") || command.equals("completion") || command.equals("gen-man");
  }

  @Override
  public ConnectionOptions connection() {
    return connection;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "no command given; 'libnetwork help' lists the commands");
  }
}
