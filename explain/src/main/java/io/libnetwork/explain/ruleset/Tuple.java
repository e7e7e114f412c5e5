package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;

/// From whom to whom.
///
/// @param sourcePort 0 where the protocol has no ports
/// @param destinationPort 0 where the protocol has no ports
public record Tuple(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {

  /// As an answer has it.
  public Tuple reversed() {
    return new Tuple(destination, destinationPort, source, sourcePort);
  }

  Tuple from(IpAddress address, int port) {
    return new Tuple(address, port, destination, destinationPort);
  }

  Tuple to(IpAddress address, int port) {
    return new Tuple(source, sourcePort, address, port);
  }

  /// As in `10.0.0.2 to 10.0.0.3:80`; the sender's port says nothing.
  @Override
  public String toString() {
    String port = destinationPort == 0 ? "" : ":" + destinationPort;
    boolean brackets = destinationPort != 0 && destination.toString().indexOf(':') >= 0;
    return source + " to " + (brackets ? "[" + destination + "]" : destination) + port;
  }
}
