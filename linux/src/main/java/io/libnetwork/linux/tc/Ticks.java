package io.libnetwork.linux.tc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The unit in which the packet scheduler's messages count time. `/proc/net/psched` tells it: the
/// nanoseconds of a microsecond and the nanoseconds of a tick, in hexadecimal.
final class Ticks {

  private static final Path SOURCE = Path.of("/proc/net/psched");
  private static final long MOST = 0xffff_ffffL;

  private Ticks() {}

  /// Read once, when first needed: the kernel has fixed it when it was built.
  private static final class Unit {
    private static final long NANOS = read();
  }

  /// The ticks of a time, rounded down; they must fit 32 bits.
  ///
  /// @param what what takes the time, for the message
  /// @throws IllegalArgumentException when the time is too long
  static int of(Duration time, String what) {
    long ticks = time.toNanos() / Unit.NANOS;
    if (ticks > MOST) {
      throw new IllegalArgumentException(
          what + " takes " + time + ", expected at most " + time((int) MOST));
    }
    return (int) ticks;
  }

  /// The time of so many ticks.
  ///
  /// @param ticks unsigned
  static Duration time(int ticks) {
    return Duration.ofNanos(Integer.toUnsignedLong(ticks) * Unit.NANOS);
  }

  private static long read() {
    try {
      String[] numbers = Files.readString(SOURCE).strip().split(" ", -1);
      long nanosPerMicro = Long.parseLong(numbers[0], 16);
      return Long.parseLong(numbers[1], 16) * 1_000 / nanosPerMicro;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot read " + SOURCE + ": does the kernel have a packet scheduler?", failure);
    }
  }
}
