package io.libnetwork.cli;

import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.cli.session.Told;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// The commands as they are parsed, run, and told of when they fail.
final class Commands {

  private Commands() {}

  /// All commands as they are parsed and run here, not yet run; their output can be redirected.
  static CommandLine all() {
    return set(Libnetwork.all());
  }

  /// The commands that some words need, as [#all()].
  static CommandLine of(String... args) {
    return set(Libnetwork.of(args));
  }

  private static CommandLine set(CommandLine commands) {
    abbreviate(commands);
    return commands
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler((failure, _) -> refuse(failure))
        .setExecutionExceptionHandler((failure, command, _) -> fail(failure, command));
  }

  /// Options stand in a list of their own; a synopsis that repeats them all says nothing.
  private static void abbreviate(CommandLine command) {
    command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    command.getSubcommands().values().forEach(Commands::abbreviate);
  }

  private static int refuse(ParameterException failure) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("libnetwork: " + Told.of(failure, failure.getCommandLine().getCommandSpec()));
    return ExitStatus.USAGE;
  }

  private static int fail(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    Main.tell(failure, Told.of(failure, command.getCommandSpec()), err);
    return ExitStatus.of(failure, command.getCommandSpec().exitCodeOnExecutionException());
  }
}
