package io.libnetwork.address;

/// The one spelling of a small decimal number that this package reads: digits only, no sign, no
/// leading zero, so that what is parsed prints as it was written.
final class Decimal {

  /// What [#parse] answers for text that is not such a number, or one beyond the maximum.
  static final int MALFORMED = -1;

  private Decimal() {}

  /// Reads `text[from, to)` as a number of 0 to `max`, or answers [#MALFORMED].
  static int parse(String text, int from, int to, int max) {
    int digits = to - from;
    if (digits <= 0 || digits > 9 || (digits > 1 && text.charAt(from) == '0')) {
      return MALFORMED;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return MALFORMED;
      }
      value = value * 10 + digit;
    }
    return value <= max ? value : MALFORMED;
  }
}
