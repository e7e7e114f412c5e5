package io.libnetwork.address;

import java.util.Comparator;

/// Ports that follow each other, both ends included.
///
/// Sorted by first port, then the shorter range first.
public record PortRange(Port first, Port last) implements Comparable<PortRange> {

  private static final Comparator<PortRange> ORDER =
      Comparator.comparing(PortRange::first).thenComparing(PortRange::last);

  /// @throws IllegalArgumentException if `last` is below `first`
  public PortRange {
    if (last.number() < first.number()) {
      throw new IllegalArgumentException(
          "port range %s-%s ends before it starts: expected the lower port first"
              .formatted(first, last));
    }
  }

  /// The range that holds `port` alone.
  public static PortRange single(Port port) {
    return new PortRange(port, port);
  }

  /// Reads `first-last`, or one port.
  ///
  /// @throws IllegalArgumentException if `text` is neither, or ends before it starts
  public static PortRange parse(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? single(Port.parse(text))
        : new PortRange(Port.parse(text.substring(0, dash)), Port.parse(text.substring(dash + 1)));
  }

  /// How many ports: 1 to 65535.
  public int size() {
    return last.number() - first.number() + 1;
  }

  public boolean contains(Port port) {
    return first.number() <= port.number() && port.number() <= last.number();
  }

  /// Some port is in both.
  public boolean overlaps(PortRange other) {
    return contains(other.first) || other.contains(first);
  }

  @Override
  public int compareTo(PortRange other) {
    return ORDER.compare(this, other);
  }

  /// `first-last`, or the one port.
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }
}
