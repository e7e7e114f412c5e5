package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.Wire;
import java.util.random.RandomGenerator;

/// Bits nobody can foresee, drawn many at a time because a secure generator is slow to ask.
final class RandomBits {

  private static final int DRAWN = 2048;

  private final RandomGenerator source;
  private final byte[] bits = new byte[DRAWN];
  private int used = DRAWN;

  RandomBits(RandomGenerator source) {
    this.source = source;
  }

  /// A number of 16 bits.
  int nextShort() {
    return Wire.getShort(bits, take(Short.BYTES));
  }

  long nextLong() {
    int at = take(Long.BYTES);
    return (long) Wire.getInt(bits, at) << Integer.SIZE
        | Integer.toUnsignedLong(Wire.getInt(bits, at + Integer.BYTES));
  }

  private int take(int count) {
    if (used + count > DRAWN) {
      source.nextBytes(bits);
      used = 0;
    }
    int at = used;
    used += count;
    return at;
  }
}
