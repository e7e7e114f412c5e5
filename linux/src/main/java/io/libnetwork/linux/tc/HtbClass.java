package io.libnetwork.linux.tc;

/// A class of an [Htb]; see tc-htb(8). Read back the bursts may differ by what the rate sends in a
/// tick, 64 ns.
///
/// @param rate what the class and those below it are sure of
/// @param ceil what it may send when its parent has some to spare; not less than the rate
/// @param burst how much it may send at once above the rate, in bytes
/// @param ceilBurst how much it may send at once above the ceiling, in bytes
/// @param quantum how much it sends before it is another's turn, in bytes; where 0 is given the
///   kernel takes a tenth of the rate of a second
public record HtbClass(Rate rate, Rate ceil, long burst, long ceilBurst, int quantum)
    implements ClassKind {

  /// @throws IllegalArgumentException when the ceiling is below the rate, a burst takes longer than
  ///   the kernel counts, some 274 s, or the quantum is negative
  public HtbClass {
    if (ceil.compareTo(rate) < 0) {
      throw new IllegalArgumentException("a ceiling of " + ceil + " below the rate of " + rate);
    }
    if (burst < 1 || ceilBurst < 1 || quantum < 0) {
      throw new IllegalArgumentException(
          "bursts of %d and %d bytes and a quantum of %d, expected 1, 1 and 0 or more"
              .formatted(burst, ceilBurst, quantum));
    }
    int _ = ticks(rate, burst);
    int _ = ticks(ceil, ceilBurst);
  }

  /// A class that is sure of a rate and never gets more.
  public static HtbClass of(Rate rate, long burst) {
    return new HtbClass(rate, rate, burst, burst, 0);
  }

  /// A class that may borrow up to a ceiling.
  public HtbClass upTo(Rate ceiling, long bytes) {
    return new HtbClass(rate, ceiling, burst, bytes, quantum);
  }

  /// With so many bytes in its turn.
  public HtbClass withQuantum(int bytes) {
    return new HtbClass(rate, ceil, burst, ceilBurst, bytes);
  }

  @Override
  public String text() {
    return "htb";
  }

  int burstTicks() {
    return ticks(rate, burst);
  }

  int ceilBurstTicks() {
    return ticks(ceil, ceilBurst);
  }

  private static int ticks(Rate rate, long bytes) {
    return Ticks.of(rate.time(bytes), "a burst of " + bytes + " bytes at " + rate);
  }
}
