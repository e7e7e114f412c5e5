package io.libnetwork.linux.tc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much is sent in a second, counted as the kernel does: in whole bytes.
///
/// @param bytesPerSecond 1 to 2^60 - 1, so that the bits fit a `long` too
public record Rate(long bytesPerSecond) implements Comparable<Rate> {

  /// The largest: a little less than 2^63 bits a second.
  public static final Rate MOST = new Rate((1L << 60) - 1);

  private static final int BITS = 8;
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,9})?)([a-z]*)");

  /// How many bits one of a unit is, by the names of tc(8).
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("bit", 1L),
          Map.entry("kbit", 1_000L),
          Map.entry("mbit", 1_000_000L),
          Map.entry("gbit", 1_000_000_000L),
          Map.entry("tbit", 1_000_000_000_000L),
          Map.entry("bps", 8L),
          Map.entry("kbps", 8_000L),
          Map.entry("mbps", 8_000_000L),
          Map.entry("gbps", 8_000_000_000L),
          Map.entry("tbps", 8_000_000_000_000L));

  private static final List<String> WRITTEN = List.of("tbit", "gbit", "mbit", "kbit", "bit");

  /// @throws IllegalArgumentException when out of range
  public Rate {
    if (bytesPerSecond < 1 || bytesPerSecond >= 1L << 60) {
      throw new IllegalArgumentException(
          "no rate: %d bytes per second, expected 1 to 2^60 - 1".formatted(bytesPerSecond));
    }
  }

  /// A rate in bits per second; what is left over by eight is dropped.
  ///
  /// @param bits 8 to 2^63 - 1
  /// @throws IllegalArgumentException when out of range
  public static Rate ofBits(long bits) {
    if (bits < BITS) {
      throw new IllegalArgumentException(
          "no rate: %d bits per second, expected 8 to 2^63 - 1".formatted(bits));
    }
    return new Rate(bits / BITS);
  }

  /// A rate in bytes per second.
  ///
  /// @throws IllegalArgumentException when out of range
  public static Rate ofBytes(long bytes) {
    return new Rate(bytes);
  }

  /// Reads a rate as tc(8) does: a number, with or without decimal places, and a unit in letters of
  /// either case. `bit` to `tbit` are bits, `bps` to `tbps` bytes per second, a thousand times each
  /// other; without a unit the number is in bits.
  ///
  /// @throws IllegalArgumentException when the text is no rate, or it is out of range
  public static Rate parse(String text) {
    Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "no rate: \"" + text + "\", expected a number and a unit, as 50mbit or 6.25mbps");
    }
    BigInteger bits =
        new BigDecimal(matcher.group(1))
            .multiply(BigDecimal.valueOf(unit))
            .setScale(0, RoundingMode.DOWN)
            .toBigInteger();
    if (bits.bitLength() >= Long.SIZE || bits.longValueExact() < BITS) {
      throw new IllegalArgumentException(
          "no rate: \"" + text + "\", expected 8 to 2^63 - 1 bits per second");
    }
    return ofBits(bits.longValueExact());
  }

  /// The same in bits.
  public long bitsPerSecond() {
    return bytesPerSecond * BITS;
  }

  /// How long so many bytes take, rounded up to a nanosecond.
  ///
  /// @throws ArithmeticException when that is more than 292 years
  public Duration time(long bytes) {
    BigInteger rate = BigInteger.valueOf(bytesPerSecond);
    return Duration.ofNanos(
        BigInteger.valueOf(bytes)
            .multiply(NANOS_PER_SECOND)
            .add(rate)
            .subtract(BigInteger.ONE)
            .divide(rate)
            .longValueExact());
  }

  /// How many bytes are sent in a time, rounded to the nearest.
  ///
  /// @return 2^63 - 1 where it is more than that
  public long bytes(Duration time) {
    BigInteger bytes =
        BigInteger.valueOf(bytesPerSecond)
            .multiply(BigInteger.valueOf(time.toNanos()))
            .add(NANOS_PER_SECOND.shiftRight(1))
            .divide(NANOS_PER_SECOND);
    return bytes.bitLength() >= Long.SIZE ? Long.MAX_VALUE : bytes.longValueExact();
  }

  @Override
  public int compareTo(Rate other) {
    return Long.compare(bytesPerSecond, other.bytesPerSecond);
  }

  /// In bits per second, by the largest unit that leaves a whole number, as `50mbit`.
  @Override
  public String toString() {
    for (String unit : WRITTEN) {
      long size = UNITS.getOrDefault(unit, 1L);
      if (bitsPerSecond() % size == 0) {
        return bitsPerSecond() / size + unit;
      }
    }
    throw new IllegalStateException("every number of bits is a multiple of one");
  }
}
