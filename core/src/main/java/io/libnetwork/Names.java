package io.libnetwork;

import java.util.regex.Pattern;

/// The rule that names from callers obey, so that one can stand in a link's alias, a rule's
/// comment, a file's name and a log line as it is.
final class Names {

  private static final int LONGEST = 128;
  private static final int SHOWN = 60;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private Names() {}

  /// Answers the name, or throws.
  ///
  /// @param what whose name it is, as in `network`
  static String require(String what, String name) {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid "
              + what
              + " name "
              + quoted(name)
              + ": expected 1 to "
              + LONGEST
              + " letters, digits, '_', '.' or '-', the first a letter or a digit");
    }
    return name;
  }

  /// The text in quotes, with control characters made visible and a long one cut.
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(SHOWN)
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            shown.append(String.format("\\u%04x", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    shown.append(text.length() > SHOWN ? "…\"" : "\"");
    return text.length() > SHOWN ? shown + " (" + text.length() + " characters)" : shown.toString();
  }
}
