package io.libnetwork.cli.terminal;

import java.util.Map;

/// The colours of a terminal, or none.
public enum Palette {
  /// The escape sequences of ECMA-48.
  COLOURED("\u001b[32m", "\u001b[31m", "\u001b[2m", "\u001b[1m", "\u001b[0m"),
  /// Nothing but the text.
  PLAIN("", "", "", "", "");

  private final String green;
  private final String red;
  private final String faint;
  private final String bold;
  private final String end;

  Palette(String green, String red, String faint, String bold, String end) {
    this.green = green;
    this.red = red;
    this.faint = faint;
    this.bold = bold;
    this.end = end;
  }

  /// Coloured where this process writes to a terminal and nobody asked for none, see
  /// <https://no-color.org>.
  public static Palette ofThisProcess() {
    return of(Terminal.STDOUT.isTerminal(), System.getenv());
  }

  /// The one for a terminal, or for none, with an environment.
  public static Palette of(boolean terminal, Map<String, String> environment) {
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    return terminal && !refused && !dumb ? COLOURED : PLAIN;
  }

  /// What is as it should be.
  public String good(String text) {
    return green + text + end;
  }

  /// What is not.
  public String bad(String text) {
    return red + text + end;
  }

  /// What may be passed over.
  public String faint(String text) {
    return faint + text + end;
  }

  /// What is to be seen first.
  public String bold(String text) {
    return bold + text + end;
  }
}
