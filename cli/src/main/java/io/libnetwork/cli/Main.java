package io.libnetwork.cli;

import io.libnetwork.cli.network.QuickListing;
import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.cli.session.Place;
import io.libnetwork.cli.session.Told;
import io.libnetwork.cli.terminal.Terminal;
import io.libnetwork.daemon.DaemonMain;
import io.libnetwork.wire.Api;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// The way in: parses, runs one command, and turns what went wrong into one line and an exit
/// status.
///
/// Which status says what is in [ExitStatus], unless a command says otherwise.
public final class Main {

  /// Set to anything, this environment variable shows where a failure came from.
  static final String STACK_TRACE = "LIBNETWORK_STACK_TRACE";

  private Main() {}

  /// Runs the command line and ends the process with its status.
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs the command line. Answers the process's status.
  static int run(String... args) {
    boolean daemon = args.length > 0 && args[0].equals(DaemonProcessCommand.NAME);
    Logging.choose(daemon);
    if (daemon) {
      return DaemonMain.run(List.of(args).subList(1, args.length));
    }
    Optional<QuickListing> quick = QuickListing.of(args);
    return quick.isPresent() ? list(quick.get()) : commandLine(args).execute(args);
  }

  /// All commands as they are parsed and run here, not yet run; their output can be redirected.
  static CommandLine commandLine() {
    return set(Libnetwork.all());
  }

  /// The commands that some words need, as [#commandLine()].
  static CommandLine commandLine(String... args) {
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
    command.getSubcommands().values().forEach(Main::abbreviate);
  }

  /// Lists networks without the library that parses everything else. What goes wrong is told by it.
  private static int list(QuickListing quick) {
    try (Api api = Place.api(quick.address(), Place.files(), Place.USUAL_LIMIT)) {
      byte[] text = quick.listing().print(api, Terminal.STDOUT).getBytes(StandardCharsets.UTF_8);
      System.out.write(text, 0, text.length);
      return System.out.checkError() ? ExitStatus.FAILED : ExitStatus.DONE;
    } catch (RuntimeException failure) {
      return fail(failure, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
  }

  private static int refuse(ParameterException failure) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("libnetwork: " + Told.of(failure, failure.getCommandLine().getCommandSpec()));
    return ExitStatus.USAGE;
  }

  private static int fail(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    tell(failure, Told.of(failure, command.getCommandSpec()), err);
    return ExitStatus.of(failure, command.getCommandSpec().exitCodeOnExecutionException());
  }

  private static int fail(Exception failure, PrintWriter err) {
    tell(failure, Told.of(failure), err);
    return failure instanceof IllegalArgumentException
        ? ExitStatus.USAGE
        : ExitStatus.of(failure, ExitStatus.FAILED);
  }

  private static void tell(Exception failure, String text, PrintWriter err) {
    err.println("libnetwork: " + text);
    if (System.getenv(STACK_TRACE) != null) {
      failure.printStackTrace(err);
    }
    err.flush();
  }
}
