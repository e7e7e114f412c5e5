package io.libnetwork.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    subcommands = {
      DemoCommand.class,
      VersionCommand.class,
      BenchCommand.class,
      ExplainCommand.class,
      ResetCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "<command>")
final class Libnetwork implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "no command given; 'libnetwork help' lists the commands");
  }
}
