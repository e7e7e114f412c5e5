package io.libnetwork.linux.conntrack;

/// What a [FlowTuple] says of the protocol above IP, as its tracker in the kernel keeps it.
public sealed interface FlowTransport {

  /// The number in an IP header, 0 to 255.
  int protocol();

  /// Of TCP, UDP, SCTP, and every other that has two numbers of 16 bits.
  ///
  /// @param source 0 to 65535; 0 is a number that a datagram may bear (RFC 768), so no
  ///   [io.libnetwork.address.Port]
  /// @param destination 0 to 65535
  record Ports(int protocol, int source, int destination) implements FlowTransport {}

  /// Of ICMP and ICMPv6.
  ///
  /// @param id the identifier of an echo request, 0 to 65535
  record Echo(int protocol, int type, int code, int id) implements FlowTransport {}

  /// Of a protocol that the kernel tells apart by its addresses alone.
  record Plain(int protocol) implements FlowTransport {}
}
