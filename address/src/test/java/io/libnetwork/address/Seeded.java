package io.libnetwork.address;

import java.util.Random;

/// Random values for tests; a failure's message names the seed with which it can be repeated.
final class Seeded {

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /// A number of which half the time only a few bits are set or unset, so that edges are met.
  UInt128 number() {
    return new UInt128(half(), half());
  }

  private long half() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> random.nextLong() >>> random.nextInt(64);
      default -> random.nextLong();
    };
  }

  Ipv4Address ipv4() {
    return new Ipv4Address(random.nextInt());
  }

  /// An address whose groups are often zero, so that every place of a `::` is met.
  Ipv6Address ipv6() {
    return new Ipv6Address(groups(), groups());
  }

  private long groups() {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
    }
    return value;
  }

  IpAddress address() {
    return random.nextBoolean() ? ipv4() : ipv6();
  }

  int upTo(int last) {
    return random.nextInt(last + 1);
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
