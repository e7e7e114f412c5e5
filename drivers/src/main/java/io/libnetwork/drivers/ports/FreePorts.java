package io.libnetwork.drivers.ports;

import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/// Which ports the kernel gives to those who name none: `ip_local_port_range` less
/// `ip_local_reserved_ports`, see ip(7) and the kernel's `Documentation/networking/ip-sysctl.rst`.
///
/// @param range where to choose
/// @param free the numbers of those that are not reserved
record FreePorts(PortRange range, BitSet free) {

  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final Path RESERVED = Path.of("/proc/sys/net/ipv4/ip_local_reserved_ports");

  /// A list of every other port has 190,000 characters, far more than [io.libnetwork.linux.Sysctl]
  /// reads; a list cut short would be taken for another.
  private static final int LONGEST = 1 << 18;

  FreePorts {
    free = (BitSet) free.clone();
  }

  /// Asks the kernel about the calling thread's namespace; both files speak for IPv6 too.
  static FreePorts read() throws IOException {
    return parse(read(RANGE), read(RESERVED));
  }

  /// These files answer one read and no second, so what reads a file in pieces gets the first
  /// alone.
  private static String read(Path file) throws IOException {
    byte[] bytes = new byte[LONGEST];
    try (InputStream input = Files.newInputStream(file)) {
      int length = Math.max(0, input.read(bytes));
      return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
  }

  /// @param range as in `32768 60999`
  /// @param reserved as in `8080,9000-9010`, or blank
  /// @throws IllegalArgumentException when a text has another form
  static FreePorts parse(String range, String reserved) {
    String[] ends = range.strip().split("\\s+", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "local port range \"%s\": expected two ports".formatted(range.strip()));
    }
    PortRange local = new PortRange(Port.parse(ends[0]), Port.parse(ends[1]));
    BitSet free = of(local);
    for (String part : reserved.strip().split(",", -1)) {
      if (!part.isBlank()) {
        free.andNot(of(PortRange.parse(part.strip())));
      }
    }
    return new FreePorts(local, free);
  }

  /// The numbers of a range.
  static BitSet of(PortRange range) {
    BitSet numbers = new BitSet();
    numbers.set(range.first().number(), range.last().number() + 1);
    return numbers;
  }
}
