package io.libnetwork.cli.lab;

import io.libnetwork.cli.terminal.Palette;
import io.libnetwork.wire.JsonObject;
import java.io.PrintWriter;

/// What applying a lab does, a line each, as a diff has it.
final class Diff {

  private Diff() {}

  static void print(PrintWriter out, Palette palette, Iterable<JsonObject> changes) {
    for (JsonObject change : changes) {
      out.println(line(palette, change.text("verb"), printable(change.text("text"))));
    }
  }

  private static String line(Palette palette, String verb, String text) {
    return switch (verb) {
      case "make" -> palette.good(text);
      case "remove", "replace" -> palette.bad(text);
      case "keep" -> palette.faint(text);
      default -> palette.bold(text);
    };
  }

  /// What would move a terminal is shown as `?`.
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
