package io.libnetwork.linux.rtnetlink;

import java.nio.charset.StandardCharsets;

/// A link's name, as a caller may choose it.
///
/// The rule is the kernel's (`dev_valid_name` in `net/core/dev.c`), and stricter in two points: no
/// control characters, and no `%`, by which the kernel would choose a number itself.
///
/// @param value 1 to 15 bytes of UTF-8 without `/`, `:`, `%`, white space or control characters,
///   and neither `.` nor `..`
public record InterfaceName(String value) implements LinkReference, Comparable<InterfaceName> {

  private static final int MOST_BYTES = 15;
  private static final String RULE =
      ": expected 1 to 15 bytes without /, :, %, white space or control characters,"
          + " and neither . nor ..";

  /// @throws IllegalArgumentException when the text is no valid name; the message tells the rule
  public InterfaceName {
    if (value.equals(".") || value.equals("..") || !fits(value) || !clean(value)) {
      throw new IllegalArgumentException("no interface name: \"" + printable(value) + "\"" + RULE);
    }
  }

  /// The name with that text.
  public static InterfaceName of(String text) {
    return new InterfaceName(text);
  }

  @Override
  public int compareTo(InterfaceName other) {
    return value.compareTo(other.value);
  }

  /// The name itself.
  @Override
  public String toString() {
    return value;
  }

  private static boolean fits(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= MOST_BYTES;
  }

  private static boolean clean(String text) {
    return text.codePoints().noneMatch(InterfaceName::refused);
  }

  private static boolean refused(int codePoint) {
    return codePoint == '/'
        || codePoint == ':'
        || codePoint == '%'
        || Character.isISOControl(codePoint)
        || Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  /// Control characters are shown as `?`, so that a message cannot move a terminal's cursor.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
