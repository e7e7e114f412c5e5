package io.libnetwork.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// The way in: parses, runs one command, and turns what went wrong into one line and an exit
/// status.
///
/// Status 0 is success, 1 a failure of what was asked for unless a command says otherwise, 2 a
/// mistake in how it was asked.
public final class Main {

  /// Set to anything, this environment variable shows where a failure came from.
  static final String STACK_TRACE = "LIBNETWORK_STACK_TRACE";

  private Main() {}

  /// Runs the command line and ends the process with its status.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /// The command line as it is parsed and run here, not yet run; its output can be redirected.
  static CommandLine commandLine() {
    return new CommandLine(new Libnetwork())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler((failure, _) -> refuse(failure))
        .setExecutionExceptionHandler((failure, command, _) -> fail(failure, command));
  }

  private static int refuse(ParameterException failure) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("libnetwork: " + oneLine(failure));
    return CommandLine.ExitCode.USAGE;
  }

  private static int fail(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println("libnetwork: " + oneLine(failure));
    if (System.getenv(STACK_TRACE) != null) {
      failure.printStackTrace(err);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /// What a failure says; one that says nothing is named by its class.
  private static String oneLine(Exception failure) {
    String message = failure.getMessage();
    String text = message == null || message.isBlank() ? failure.toString() : message;
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
