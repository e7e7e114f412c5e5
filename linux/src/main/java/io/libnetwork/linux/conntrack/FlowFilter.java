package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.util.Optional;

/// Which flows are meant: those that match all of it. Flows of another zone than 0 are never meant,
/// because their addresses are not this namespace's own.
///
/// ```java
/// FlowFilter outgoing = FlowFilter.of(V4).original(TupleFilter.ANY.from(container));
/// FlowFilter incoming = FlowFilter.of(V4).reply(TupleFilter.ANY.from(container));
/// ```
///
/// @param protocol needed where ports are compared
public record FlowFilter(
    IpFamily family, Optional<Protocol> protocol, TupleFilter original, TupleFilter reply) {

  /// @throws IllegalArgumentException if an address is of another family, or ports are compared
  ///   without a protocol
  public FlowFilter {
    original.requireFamily(family);
    reply.requireFamily(family);
    if (protocol.isEmpty() && (original.hasPort() || reply.hasPort())) {
      throw new IllegalArgumentException(
          "a filter compares ports of no protocol: expected tcp, udp or sctp");
    }
  }

  /// Every flow of a family.
  public static FlowFilter of(IpFamily family) {
    return new FlowFilter(family, Optional.empty(), TupleFilter.ANY, TupleFilter.ANY);
  }

  /// Every flow of a family and a protocol.
  public static FlowFilter of(IpFamily family, Protocol protocol) {
    return new FlowFilter(family, Optional.of(protocol), TupleFilter.ANY, TupleFilter.ANY);
  }

  /// The same, and the first packet's direction like this.
  public FlowFilter original(TupleFilter other) {
    return new FlowFilter(family, protocol, other, reply);
  }

  /// The same, and the answers' direction like this.
  public FlowFilter reply(TupleFilter other) {
    return new FlowFilter(family, protocol, original, other);
  }

  /// Whether a flow is meant.
  public boolean matches(Flow flow) {
    return flow.zone() == 0
        && flow.family() == family
        && protocol.map(meant -> meant.number() == number(flow)).orElse(true)
        && original.matches(flow.original())
        && reply.matches(flow.reply());
  }

  boolean hasAddress() {
    return original.hasAddress() || reply.hasAddress();
  }

  boolean hasPort() {
    return original.hasPort() || reply.hasPort();
  }

  boolean exact() {
    return original.exact() && reply.exact();
  }

  private static int number(Flow flow) {
    return flow.original().transport().protocol();
  }
}
