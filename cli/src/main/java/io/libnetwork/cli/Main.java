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

/// The way in: parses, runs one command, and turns what went wrong into one line and an exit
/// status.
///
/// Which status says what is in [ExitStatus], unless a command says otherwise.
public final class Main {

  /// Set to anything, this environment variable shows where a failure came from.
  static final String STACK_TRACE = "LIBNETWORK_STACK_TRACE";

  private Main() {}

  /// Runs the command line and ends the process with its status.
  ///
  /// What is typed most returns instead: to exit has the platform look for a logger, which takes
  /// longer than the command.
  public static void main(String[] args) {
    Optional<QuickListing> quick = QuickListing.of(args);
    int status = quick.isPresent() ? list(quick.get()) : run(args);
    if (quick.isEmpty() || status != ExitStatus.DONE) {
      System.exit(status);
    }
  }

  /// Runs the command line. Answers the process's status.
  static int run(String... args) {
    boolean daemon = args.length > 0 && args[0].equals(DaemonProcessCommand.NAME);
    Logging.choose(daemon);
    if (daemon) {
      return DaemonMain.run(List.of(args).subList(1, args.length));
    }
    return Commands.of(args).execute(args);
  }

  /// Lists networks without the library that parses everything else. What goes wrong is told by it.
  static int list(QuickListing quick) {
    try (Api api = Place.api(quick.address(), Place.files(), Place.USUAL_LIMIT)) {
      byte[] text = quick.listing().print(api, Terminal.STDOUT).getBytes(StandardCharsets.UTF_8);
      System.out.write(text, 0, text.length);
      return System.out.checkError() ? ExitStatus.FAILED : ExitStatus.DONE;
    } catch (RuntimeException failure) {
      return fail(failure, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
  }

  private static int fail(Exception failure, PrintWriter err) {
    tell(failure, Told.of(failure), err);
    return failure instanceof IllegalArgumentException
        ? ExitStatus.USAGE
        : ExitStatus.of(failure, ExitStatus.FAILED);
  }

  /// Says on standard error what went wrong.
  static void tell(Exception failure, String text, PrintWriter err) {
    err.println("libnetwork: " + text);
    if (System.getenv(STACK_TRACE) != null) {
      failure.printStackTrace(err);
    }
    err.flush();
  }
}
