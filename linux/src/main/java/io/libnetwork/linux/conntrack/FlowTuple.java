package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpAddress;

/// How the packets of one direction of a flow look where they enter the kernel.
///
/// @param source who sends
/// @param destination whom it is sent to, of the same family
public record FlowTuple(IpAddress source, IpAddress destination, FlowTransport transport) {

  /// @throws IllegalArgumentException if the addresses are of two families
  public FlowTuple {
    if (source.family() != destination.family()) {
      throw new IllegalArgumentException(
          "a flow from %s to %s: expected addresses of one family".formatted(source, destination));
    }
  }

  /// As in `192.0.2.1:4000 -> 192.0.2.2:80`.
  @Override
  public String toString() {
    return switch (transport) {
      case FlowTransport.Ports(_, int from, int to) ->
          text(source, from) + " -> " + text(destination, to);
      case FlowTransport.Echo(_, int type, int code, int id) ->
          "%s -> %s type %d code %d id %d".formatted(source, destination, type, code, id);
      case FlowTransport.Plain _ -> source + " -> " + destination;
    };
  }

  private static String text(IpAddress address, int port) {
    return switch (address.family()) {
      case V4 -> address + ":" + port;
      case V6 -> "[" + address + "]:" + port;
    };
  }
}
