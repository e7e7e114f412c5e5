package io.libnetwork.bench.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as they are shown and told.
final class Figures {

  private static final double LARGE = 1000;
  private static final int DIGITS = 3;

  private Figures() {}

  /// With three digits that say something; from a thousand on to the nearest whole number.
  static String shown(double value) {
    if (value >= LARGE) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    int behind = value == 0 ? 0 : DIGITS - rounded.precision() + rounded.scale();
    return rounded.setScale(Math.max(0, behind), RoundingMode.HALF_UP).toPlainString();
  }

  /// Of things that are counted.
  static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Ours divided by another's: two digits that say something, where it is below 1.
  static String ratio(double value) {
    return value < 1 && value > 0
        ? BigDecimal.valueOf(value).round(new MathContext(2)).toPlainString()
        : shown(value);
  }

  /// With all digits that were kept.
  static String exact(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
