package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpFamily;

/// One tracked connection.
///
/// @param id the kernel's number for this entry, unsigned; a later flow of the same tuples has
///   another
/// @param original the direction of the first packet, before any translation
/// @param reply the direction of the answers, before they are translated back: where an answer
///   comes *from* is where the original packets were sent on *to*
/// @param mark `ctmark`, unsigned; 0 where nobody set one
/// @param zone which of the kernel's separate tables it is in; 0 for all but special uses
/// @param over of TCP: both sides have ended it, or one has reset it, and the kernel remembers it
///   for some time
public record Flow(
    int id,
    FlowTuple original,
    FlowTuple reply,
    FlowStatus status,
    int mark,
    int zone,
    boolean over) {

  /// Which version of the Internet Protocol.
  public IpFamily family() {
    return original.source().family();
  }

  /// Protocol number and both directions.
  @Override
  public String toString() {
    return "flow of protocol %d %s, answered %s"
        .formatted(original.transport().protocol(), original, reply);
  }
}
