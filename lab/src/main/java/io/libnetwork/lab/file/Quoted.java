package io.libnetwork.lab.file;

/// Texts of a file as they can stand in a message.
final class Quoted {

  private static final int SHOWN = 60;
  private static final int LONGEST = 1_000;

  private Quoted() {}

  /// In quotes, visible, and cut where it is long.
  static String of(String text) {
    String shown = visible(text, SHOWN);
    return text.length() > SHOWN
        ? "\"%s\" (%d characters)".formatted(shown, text.length())
        : "\"" + shown + "\"";
  }

  /// A message on one line, whatever text is in it.
  static String line(String message) {
    return visible(message, LONGEST);
  }

  /// Has characters that are not to be seen.
  static boolean hides(String text) {
    return text.codePoints().anyMatch(Quoted::hidden);
  }

  private static String visible(String text, int most) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(most)
        .forEach(c -> {
          if (hidden(c)) {
            shown.append(String.format("\\u%04x", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return text.length() > most ? shown.append('…').toString() : shown.toString();
  }

  /// What moves a terminal's cursor, ends a line, or turns the direction of what follows.
  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
