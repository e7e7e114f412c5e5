package io.libnetwork.address;

import java.math.BigInteger;

/// An unsigned number of 128 bits: the value of an address, or an address's ordinal in its prefix.
///
/// Arithmetic is modulo 2^128, as it is modulo 2^64 for a `long`, unless a method's name says
/// otherwise. Nothing but the decimal text and the conversions uses [BigInteger].
///
/// @param high the upper 64 bits, read as unsigned
/// @param low the lower 64 bits, read as unsigned
public record UInt128(long high, long low) implements Comparable<UInt128> {

  /// 0.
  public static final UInt128 ZERO = new UInt128(0, 0);

  /// 1.
  public static final UInt128 ONE = new UInt128(0, 1);

  /// 2^128 − 1.
  public static final UInt128 MAX = new UInt128(-1, -1);

  private static final int BITS = 128;

  /// The number whose lower 64 bits are `value`, read as unsigned.
  public static UInt128 ofUnsigned(long value) {
    return new UInt128(0, value);
  }

  /// The number with the lowest `count` bits set: 2^count − 1.
  ///
  /// @throws IllegalArgumentException if `count` is not 0 to 128
  public static UInt128 ofLowBits(int count) {
    if (count < 0 || count > BITS) {
      throw new IllegalArgumentException("bit count " + count + " is not 0 to 128");
    }
    return count == 0 ? ZERO : MAX.shiftRight(BITS - count);
  }

  /// The same number.
  ///
  /// @throws IllegalArgumentException if `value` is negative or needs more than 128 bits
  public static UInt128 of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > BITS) {
      throw new IllegalArgumentException(value + " is not 0 to 2^128 - 1");
    }
    return new UInt128(value.shiftRight(Long.SIZE).longValue(), value.longValue());
  }

  /// Reads decimal digits, the inverse of [#toString].
  ///
  /// @throws IllegalArgumentException if `text` is anything but digits without a leading zero, or
  ///   beyond 2^128 − 1
  public static UInt128 parse(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean padded = text.length() > 1 && text.startsWith("0");
    if (!digits || padded || text.length() > 39) {
      throw new IllegalArgumentException(
          "malformed number \"" + text + "\": expected decimal digits, 0 to 2^128 - 1");
    }
    return of(new BigInteger(text));
  }

  /// The sum modulo 2^128.
  public UInt128 plus(UInt128 other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new UInt128(high + other.high + carry, sum);
  }

  /// The difference modulo 2^128.
  public UInt128 minus(UInt128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new UInt128(high - other.high - borrow, low - other.low);
  }

  /// The sum, or [#MAX] where that is beyond it.
  public UInt128 plusSaturating(UInt128 other) {
    UInt128 sum = plus(other);
    return sum.compareTo(this) < 0 ? MAX : sum;
  }

  /// The difference, or [#ZERO] where that would be negative.
  public UInt128 minusSaturating(UInt128 other) {
    return compareTo(other) <= 0 ? ZERO : minus(other);
  }

  public UInt128 and(UInt128 other) {
    return new UInt128(high & other.high, low & other.low);
  }

  public UInt128 or(UInt128 other) {
    return new UInt128(high | other.high, low | other.low);
  }

  /// Every bit turned over: 2^128 − 1 minus this.
  public UInt128 not() {
    return new UInt128(~high, ~low);
  }

  /// This times 2^`count` modulo 2^128; zero from 128 on.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public UInt128 shiftLeft(int count) {
    requireShift(count);
    if (count == 0) {
      return this;
    }
    if (count >= Long.SIZE) {
      return count >= BITS ? ZERO : new UInt128(low << (count - Long.SIZE), 0);
    }
    return new UInt128((high << count) | (low >>> (Long.SIZE - count)), low << count);
  }

  /// This divided by 2^`count`, rounded down; zero from 128 on.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public UInt128 shiftRight(int count) {
    requireShift(count);
    if (count == 0) {
      return this;
    }
    if (count >= Long.SIZE) {
      return count >= BITS ? ZERO : new UInt128(0, high >>> (count - Long.SIZE));
    }
    return new UInt128(high >>> count, (low >>> count) | (high << (Long.SIZE - count)));
  }

  /// How many zero bits stand above the highest one: 128 for zero.
  public int leadingZeros() {
    return high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
  }

  /// How many zero bits stand below the lowest one: 128 for zero.
  public int trailingZeros() {
    return low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
  }

  public BigInteger toBigInteger() {
    byte[] magnitude = new byte[BITS / Byte.SIZE];
    Bytes.putLong(magnitude, 0, high);
    Bytes.putLong(magnitude, Long.BYTES, low);
    return new BigInteger(1, magnitude);
  }

  /// Compares as unsigned numbers.
  @Override
  public int compareTo(UInt128 other) {
    int upper = Long.compareUnsigned(high, other.high);
    return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
  }

  /// The number in decimal.
  @Override
  public String toString() {
    return high == 0 ? Long.toUnsignedString(low) : toBigInteger().toString();
  }

  private static void requireShift(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("shift by " + count + ": expected 0 or more");
    }
  }
}
