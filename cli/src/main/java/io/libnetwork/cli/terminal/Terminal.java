package io.libnetwork.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/// Where this process writes.
public enum Terminal {
  /// Standard output.
  STDOUT("/proc/self/fd/1"),
  /// Standard error.
  STDERR("/proc/self/fd/2");

  private static final int NARROWEST = 20;
  private static final int WIDEST = 10_000;

  private final String descriptor;

  Terminal(String descriptor) {
    this.descriptor = descriptor;
  }

  /// Whether somebody looks at it: a pseudo terminal or a console, see pts(4) and tty(4).
  public boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of(descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException notHere) {
      return false;
    }
  }

  /// How many characters a line may have: what the environment says (`COLUMNS`), or else what the
  /// terminal has; nothing where nobody looks.
  public OptionalInt columns() {
    OptionalInt said = columns(System.getenv("COLUMNS") == null ? "" : System.getenv("COLUMNS"));
    return said.isPresent() || !isTerminal() ? said : asked();
  }

  /// Reads what the environment says; nothing where it is no number of 20 to 10,000.
  static OptionalInt columns(String text) {
    try {
      int columns = Integer.parseInt(text);
      return columns < NARROWEST || columns > WIDEST
          ? OptionalInt.empty()
          : OptionalInt.of(columns);
    } catch (NumberFormatException none) {
      return OptionalInt.empty();
    }
  }

  /// What stty(1) says of the terminal; rarely needed, and less to load than a system call of ours.
  private static OptionalInt asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        return OptionalInt.empty();
      }
      try (Scanner words = new Scanner(said).useLocale(Locale.ROOT)) {
        return words.hasNext() && !words.next().isEmpty() && words.hasNext()
            ? columns(words.next())
            : OptionalInt.empty();
      }
    } catch (IOException noTerminal) {
      return OptionalInt.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
