package io.libnetwork.cli.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Asks who sits before the terminal.
public final class Question {

  private final Reader in;
  private final PrintWriter to;

  Question(Reader in, PrintWriter to) {
    this.in = in;
    this.to = to;
  }

  /// Reads what is answered from standard input.
  ///
  /// @param to where the question is shown
  public static Question ofThisProcess(PrintWriter to) {
    return new Question(new InputStreamReader(System.in, StandardCharsets.UTF_8), to);
  }

  /// Whether the answer begins with a `y`; an input that has ended says no.
  public boolean yes(String text) {
    to.print(text);
    to.flush();
    try {
      String line = new BufferedReader(in).readLine();
      return line != null && line.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the answer", failure);
    }
  }
}
