package io.libnetwork.linux.conntrack;

import static io.libnetwork.linux.conntrack.ConntrackConstants.AF_INET;
import static io.libnetwork.linux.conntrack.ConntrackConstants.AF_INET6;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_FILTER;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_FILTER_ORIG_FLAGS;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_FILTER_REPLY_FLAGS;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V4_DST;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V4_SRC;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V6_DST;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V6_SRC;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_DST_PORT;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMPV6_CODE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMPV6_ID;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMPV6_TYPE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMP_CODE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMP_ID;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMP_TYPE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_NUM;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_SRC_PORT;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_IP;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_ORIG;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_PROTO;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_REPLY;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_ZONE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.FILTER_IP_DST;
import static io.libnetwork.linux.conntrack.ConntrackConstants.FILTER_IP_SRC;
import static io.libnetwork.linux.conntrack.ConntrackConstants.FILTER_PROTO_DST_PORT;
import static io.libnetwork.linux.conntrack.ConntrackConstants.FILTER_PROTO_NUM;
import static io.libnetwork.linux.conntrack.ConntrackConstants.FILTER_PROTO_SRC_PORT;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Writes what requests about flows consist of.
final class FlowWriter {

  private final MessageWriter writer;

  FlowWriter(MessageWriter writer) {
    this.writer = writer;
  }

  /// `struct nfgenmsg`: family, version, a number that is not used here.
  void header(int family) {
    writer.putByte(family).putByte(0).putShort(0);
  }

  static int number(IpFamily family) {
    return switch (family) {
      case V4 -> AF_INET;
      case V6 -> AF_INET6;
    };
  }

  /// A direction whole.
  void tuple(int type, FlowTuple tuple) {
    writer.nest(
        type,
        () -> {
          writer.nest(
              CTA_TUPLE_IP,
              () -> addresses(Optional.of(tuple.source()), Optional.of(tuple.destination())));
          writer.nest(CTA_TUPLE_PROTO, () -> transport(tuple));
        });
  }

  /// What a filter asks of both directions, and which parts of that are to be compared. Ranges of
  /// several ports are left out: the kernel knows none.
  void filter(FlowFilter filter) {
    direction(CTA_TUPLE_ORIG, filter, filter.original().withoutRanges());
    direction(CTA_TUPLE_REPLY, filter, filter.reply().withoutRanges());
    writer.nest(
        CTA_FILTER,
        () -> {
          writer.attributeInt(CTA_FILTER_ORIG_FLAGS, originalFlags(filter));
          writer.attributeInt(CTA_FILTER_REPLY_FLAGS, replyFlags(filter));
        });
  }

  void networkInt(int type, int value) {
    writer.attribute(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  void zone(int zone) {
    writer.attributeNetworkShort(CTA_ZONE, zone);
  }

  /// The protocol is the same in both directions, so it is asked for in the first.
  private static int originalFlags(FlowFilter filter) {
    int protocol = filter.protocol().isPresent() ? FILTER_PROTO_NUM : 0;
    return protocol | flags(filter.original().withoutRanges());
  }

  /// Ports are compared together with the protocol only.
  private static int replyFlags(FlowFilter filter) {
    TupleFilter reply = filter.reply().withoutRanges();
    return flags(reply) | (reply.hasPort() ? FILTER_PROTO_NUM : 0);
  }

  private static int flags(TupleFilter filter) {
    return (filter.source().isPresent() ? FILTER_IP_SRC : 0)
        | (filter.destination().isPresent() ? FILTER_IP_DST : 0)
        | (filter.sourcePorts().isPresent() ? FILTER_PROTO_SRC_PORT : 0)
        | (filter.destinationPorts().isPresent() ? FILTER_PROTO_DST_PORT : 0);
  }

  /// A direction of which nothing is asked is left out.
  private void direction(int type, FlowFilter filter, TupleFilter asked) {
    int flags = type == CTA_TUPLE_ORIG ? originalFlags(filter) : replyFlags(filter);
    if (flags == 0) {
      return;
    }
    writer.nest(
        type,
        () -> {
          if (asked.hasAddress()) {
            writer.nest(CTA_TUPLE_IP, () -> addresses(asked.source(), asked.destination()));
          }
          if ((flags & FILTER_PROTO_NUM) != 0) {
            filter
                .protocol()
                .ifPresent(
                    protocol -> writer.nest(CTA_TUPLE_PROTO, () -> protocol(protocol, asked)));
          }
        });
  }

  private void addresses(Optional<IpAddress> source, Optional<IpAddress> destination) {
    source.ifPresent(address ->
        writer.attribute(
            address.family() == IpFamily.V4 ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, address.toBytes()));
    destination.ifPresent(address ->
        writer.attribute(
            address.family() == IpFamily.V4 ? CTA_IP_V4_DST : CTA_IP_V6_DST, address.toBytes()));
  }

  private void protocol(Protocol protocol, TupleFilter asked) {
    writer.attributeByte(CTA_PROTO_NUM, protocol.number());
    port(CTA_PROTO_SRC_PORT, asked.sourcePorts());
    port(CTA_PROTO_DST_PORT, asked.destinationPorts());
  }

  private void port(int type, Optional<PortRange> port) {
    port.ifPresent(single -> writer.attributeNetworkShort(type, single.first().number()));
  }

  private void transport(FlowTuple tuple) {
    writer.attributeByte(CTA_PROTO_NUM, tuple.transport().protocol());
    switch (tuple.transport()) {
      case FlowTransport.Ports(_, int source, int destination) -> {
        writer.attributeNetworkShort(CTA_PROTO_SRC_PORT, source);
        writer.attributeNetworkShort(CTA_PROTO_DST_PORT, destination);
      }
      case FlowTransport.Echo echo -> echo(echo, tuple.source().family());
      case FlowTransport.Plain _ -> {}
    }
  }

  private void echo(FlowTransport.Echo echo, IpFamily family) {
    boolean v4 = family == IpFamily.V4;
    writer.attributeNetworkShort(v4 ? CTA_PROTO_ICMP_ID : CTA_PROTO_ICMPV6_ID, echo.id());
    writer.attributeByte(v4 ? CTA_PROTO_ICMP_TYPE : CTA_PROTO_ICMPV6_TYPE, echo.type());
    writer.attributeByte(v4 ? CTA_PROTO_ICMP_CODE : CTA_PROTO_ICMPV6_CODE, echo.code());
  }
}
