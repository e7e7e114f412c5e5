package io.libnetwork.cli.session;

import io.libnetwork.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A line on standard error, while something takes longer than a second and somebody looks.
final class Progress implements AutoCloseable {

  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration STEP = Duration.ofMillis(250);
  private static final String CLEAR = "\r\u001b[K";

  private final String what;
  private final PrintWriter err;
  private final boolean shown;
  private final Duration quiet;
  private final Thread thread;
  private volatile boolean done;

  private Progress(String what, PrintWriter err, boolean shown, Duration quiet) {
    this.what = what;
    this.err = err;
    this.shown = shown;
    this.quiet = quiet;
    this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::show);
  }

  /// Of something that is about to begin.
  ///
  /// @param what is done, as in `creating network shop`
  static Progress of(String what, PrintWriter err) {
    return of(what, err, Terminal.STDERR.isTerminal(), QUIET);
  }

  /// As the other, whoever looks.
  ///
  /// @param quiet for how long nothing is said
  static Progress of(String what, PrintWriter err, boolean shown, Duration quiet) {
    return new Progress(what, err, shown, quiet);
  }

  void begin() {
    if (shown) {
      thread.start();
    }
  }

  private void show() {
    long begin = System.nanoTime();
    pause(quiet);
    while (!done) {
      Duration passed = Duration.ofNanos(System.nanoTime() - begin);
      err.print(CLEAR + what + " ... " + passed.toSeconds() + " s");
      err.flush();
      pause(STEP);
    }
    if (Duration.ofNanos(System.nanoTime() - begin).compareTo(quiet) >= 0) {
      err.print(CLEAR);
      err.flush();
    }
  }

  private void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !done; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    done = true;
    if (shown) {
      LockSupport.unpark(thread);
      try {
        thread.join();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
