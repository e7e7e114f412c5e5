package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTAX_MTU;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_DST;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_GATEWAY;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_IIF;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_MARK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_METRICS;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_MULTIPATH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_OIF;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_PREFSRC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_PRIORITY;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_SRC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_TABLE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_VIA;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_F_LOOKUP_TABLE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTNEXTHOP_SIZE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTNH_F_ONLINK;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes a route: `struct rtmsg` of `linux/rtnetlink.h`, then attributes.
final class RouteWriter {

  private static final int ATTRIBUTE_HEADER = 4;

  private RouteWriter() {}

  static void write(MessageWriter writer, Route route) {
    writeHeader(writer, route);
    if (route.destination().length() > 0) {
      writer.attribute(RTA_DST, route.destination().network().toBytes());
    }
    if (!route.table().fitsHeader()) {
      writer.attributeInt(RTA_TABLE, route.table().value());
    }
    IpFamily family = route.destination().family();
    route.gateway().ifPresent(gateway -> writeGateway(writer, family, gateway));
    route.link().ifPresent(link -> writer.attributeInt(RTA_OIF, link.value()));
    route.source().ifPresent(source -> writer.attribute(RTA_PREFSRC, source.toBytes()));
    route.metric().ifPresent(metric -> writer.attributeInt(RTA_PRIORITY, metric));
    route
        .mtu()
        .ifPresent(mtu -> writer.nest(RTA_METRICS, () -> writer.attributeInt(RTAX_MTU, mtu)));
    if (!route.nextHops().isEmpty()) {
      writer.nestUnflagged(
          RTA_MULTIPATH, () -> route.nextHops().forEach(hop -> writeHop(writer, family, hop)));
    }
  }

  /// What `ip route get` asks.
  static void write(MessageWriter writer, RouteQuery query) {
    IpFamily family = query.destination().family();
    // IPv6 tells the table unasked, and refuses to be asked.
    int flags = family == IpFamily.V4 ? RTM_F_LOOKUP_TABLE : 0;
    int source = query.source().isPresent() ? family.bits() : 0;
    writer.putByte(Families.number(family)).putByte(family.bits()).putByte(source).putByte(0);
    writer.putInt(0).putInt(flags).attribute(RTA_DST, query.destination().toBytes());
    query.source().ifPresent(from -> writer.attribute(RTA_SRC, from.toBytes()));
    query.in().ifPresent(link -> writer.attributeInt(RTA_IIF, link.value()));
    query.out().ifPresent(link -> writer.attributeInt(RTA_OIF, link.value()));
    if (query.mark() != 0) {
      writer.attributeInt(RTA_MARK, query.mark());
    }
  }

  private static void writeHeader(MessageWriter writer, Route route) {
    writer
        .putByte(Families.number(route.destination().family()))
        .putByte(route.destination().length())
        .putByte(0)
        .putByte(0)
        .putByte(route.table().headerByte())
        .putByte(route.protocol().value())
        .putByte(route.scope().value())
        .putByte(route.type().number())
        .putInt(route.onLink() ? RTNH_F_ONLINK : 0);
  }

  /// A gateway of the other family (RFC 8950) has an attribute of its own.
  private static void writeGateway(MessageWriter writer, IpFamily family, IpAddress gateway) {
    if (gateway.family() == family) {
      writer.attribute(RTA_GATEWAY, gateway.toBytes());
      return;
    }
    byte[] bytes = gateway.toBytes();
    ByteBuffer via = ByteBuffer.allocate(2 + bytes.length).order(ByteOrder.nativeOrder());
    via.putShort((short) Families.number(gateway.family())).put(bytes);
    writer.attribute(RTA_VIA, via.array());
  }

  /// `struct rtnexthop`, then attributes of its own.
  private static void writeHop(MessageWriter writer, IpFamily family, NextHop hop) {
    int gateway = hop.gateway().map(to -> gatewaySize(family, to)).orElse(0);
    writer
        .putShort(RTNEXTHOP_SIZE + gateway)
        .putByte(hop.onLink() ? RTNH_F_ONLINK : 0)
        .putByte(hop.weight() - 1)
        .putInt(hop.link().map(Ifindex::value).orElse(0));
    hop.gateway().ifPresent(to -> writeGateway(writer, family, to));
  }

  private static int gatewaySize(IpFamily family, IpAddress gateway) {
    int bytes = gateway.toBytes().length;
    int value = gateway.family() == family ? bytes : 2 + bytes;
    return ATTRIBUTE_HEADER + (value + 3 & ~3);
  }
}
