package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Protocol;
import java.util.Optional;

/// A packet that might be: the first of a connection, or the first answer to it.
///
/// @param protocol of its ports
/// @param tuple from whom to whom, as it is at this moment
/// @param in where it came in; empty for what begins here
/// @param out where it leaves; empty before that is known
/// @param mark the packet's
/// @param tracking what is known of its connection
/// @param tracked connection tracking has seen it already
/// @param sender the MAC address its frame comes from; empty where it has not been on a wire
public record Packet(
    Protocol protocol,
    Tuple tuple,
    Optional<Interface> in,
    Optional<Interface> out,
    long mark,
    Tracking tracking,
    boolean tracked,
    Optional<MacAddress> sender) {

  /// The first packet of a connection, where it begins or comes in.
  public static Packet first(Protocol protocol, Tuple tuple) {
    return new Packet(
        protocol,
        tuple,
        Optional.empty(),
        Optional.empty(),
        0,
        Tracking.first(tuple),
        false,
        Optional.empty());
  }

  public IpFamily family() {
    return tuple.destination().family();
  }

  boolean ipv6() {
    return family() == IpFamily.V6;
  }

  /// The same where it comes in, or begins.
  public Packet enteringBy(Optional<Interface> link) {
    return new Packet(protocol, tuple, link, Optional.empty(), mark, tracking, tracked, sender);
  }

  /// The same with its way out known.
  public Packet leavingBy(Optional<Interface> link) {
    return new Packet(protocol, tuple, in, link, mark, tracking, tracked, sender);
  }

  /// The same in another namespace, which has not seen it: nothing of the last one's is kept.
  public Packet elsewhere(Tracking known) {
    return new Packet(protocol, tuple, Optional.empty(), Optional.empty(), 0, known, false, sender);
  }

  /// The same sent from another address.
  public Packet withTuple(Tuple other) {
    return new Packet(protocol, other, in, out, mark, tracking, tracked, sender);
  }

  /// The same in a frame.
  public Packet sentBy(Optional<MacAddress> mac) {
    return new Packet(protocol, tuple, in, out, mark, tracking, tracked, mac);
  }

  Packet withMark(long value) {
    return new Packet(protocol, tuple, in, out, value, tracking, tracked, sender);
  }

  /// The same with other things known of its connection.
  public Packet with(Tracking other) {
    return new Packet(protocol, tuple, in, out, mark, other, tracked, sender);
  }

  Packet seenByTracking() {
    return new Packet(protocol, tuple, in, out, mark, tracking, true, sender);
  }
}
