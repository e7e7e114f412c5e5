package io.libnetwork.address;

import java.util.Comparator;

/// A port of one protocol: `80/tcp` and `80/udp` are two.
///
/// Sorted by port, then in the order of the protocols.
public record TransportPort(Protocol protocol, Port port) implements Comparable<TransportPort> {

  private static final Comparator<TransportPort> ORDER =
      Comparator.comparing(TransportPort::port).thenComparing(TransportPort::protocol);

  /// Reads `port/protocol`.
  ///
  /// @throws IllegalArgumentException if `text` is not of this form
  public static TransportPort parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "malformed \"" + text + "\": expected a port and its protocol, as in 80/tcp");
    }
    return new TransportPort(
        Protocol.parse(text.substring(slash + 1)), Port.parse(text.substring(0, slash)));
  }

  @Override
  public int compareTo(TransportPort other) {
    return ORDER.compare(this, other);
  }

  /// `port/protocol`.
  @Override
  public String toString() {
    return port + "/" + protocol;
  }
}
