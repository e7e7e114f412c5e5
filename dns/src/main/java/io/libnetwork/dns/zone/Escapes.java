package io.libnetwork.dns.zone;

import java.nio.charset.StandardCharsets;

/// `\DDD` and `\X` of RFC 1035 section 5.1.
final class Escapes {

  private static final int DIGITS = 3;

  private Escapes() {}

  /// Of characters of what stands at `at`: one, or an escape of two or four.
  ///
  /// @throws IllegalArgumentException if an escape is not whole, or means more than an octet
  static int length(String text, int at) {
    if (text.charAt(at) != '\\') {
      return 1;
    }
    if (at + 1 >= text.length()) {
      throw new IllegalArgumentException("\"\\\" at the end: expected a character behind it");
    }
    return digit(text.charAt(at + 1)) ? decimal(text, at) : 2;
  }

  private static int decimal(String text, int at) {
    int end = at + 1 + DIGITS;
    String digits = text.substring(at + 1, Math.min(end, text.length()));
    if (digits.length() < DIGITS
        || !digits.chars().allMatch(Escapes::digit)
        || Integer.parseInt(digits) > 255) {
      throw new IllegalArgumentException(
          "invalid escape \"\\%s\": expected three digits, 255 at most".formatted(digits));
    }
    return 1 + DIGITS;
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /// What ends before `end` means, whose [#length] is known to be right: a character, or an octet
  /// that is written as three digits.
  static char octet(String text, int start, int end) {
    return end - start == 1 + DIGITS
        ? (char) Integer.parseInt(text.substring(start + 1, end))
        : text.charAt(end - 1);
  }

  /// The octets of a character-string, each as a character of U+0000 to U+00FF; what is not ASCII
  /// is taken as UTF-8.
  ///
  /// @throws IllegalArgumentException as [#length]
  static String octets(String text) {
    StringBuilder octets = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = at + length(text, at);
      if (end - at == 1 + DIGITS) {
        octets.append(octet(text, at, end));
      } else {
        end =
            Character.isHighSurrogate(text.charAt(end - 1))
                ? Math.min(end + 1, text.length())
                : end;
        String plain = text.substring(text.charAt(at) == '\\' ? at + 1 : at, end);
        octets.append(
            new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
      }
      at = end;
    }
    return octets.toString();
  }
}
