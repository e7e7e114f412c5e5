package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTAX_MTU;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_DST;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_GATEWAY;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_METRICS;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_MULTIPATH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_OIF;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_PREFSRC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_PRIORITY;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_TABLE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_VIA;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTNEXTHOP_SIZE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTNH_F_ONLINK;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads one `RTM_NEWROUTE` or `RTM_DELROUTE`: `struct rtmsg` of `linux/rtnetlink.h`, then
/// attributes.
final class RouteReader {

  private final IpFamily family;
  private final ByteBuffer header;
  private @Nullable IpAddress destination;
  private int table;
  private Optional<IpAddress> gateway = Optional.empty();
  private Optional<Ifindex> link = Optional.empty();
  private Optional<IpAddress> source = Optional.empty();
  private OptionalInt metric = OptionalInt.empty();
  private OptionalInt mtu = OptionalInt.empty();
  private List<NextHop> nextHops = List.of();

  private RouteReader(IpFamily family, ByteBuffer header) {
    this.family = family;
    this.header = header;
    this.table = Byte.toUnsignedInt(header.get(4));
  }

  /// Reads a whole message.
  ///
  /// @return empty for a family that is not the Internet Protocol's, or for no table
  static Optional<Route> read(NetlinkMessage message) {
    ByteBuffer header = message.payload();
    return Families.of(Byte.toUnsignedInt(header.get(0)))
        .map(family -> new RouteReader(family, header))
        .flatMap(reader -> reader.route(message.attributes(RTMSG_SIZE)));
  }

  /// The kernel's flags of the route, beyond those of its way.
  static int flags(NetlinkMessage message) {
    return message.payload().getInt(8);
  }

  private Optional<Route> route(Attributes attributes) {
    while (attributes.next()) {
      accept(attributes);
    }
    return table == 0 ? Optional.empty() : Optional.of(route());
  }

  private void accept(Attributes attributes) {
    switch (attributes.type()) {
      case RTA_DST -> destination = IpAddress.of(attributes.bytes());
      case RTA_TABLE -> table = attributes.asInt();
      case RTA_GATEWAY -> gateway = Optional.of(IpAddress.of(attributes.bytes()));
      case RTA_VIA -> gateway = Optional.of(via(attributes));
      case RTA_OIF -> link = Optional.of(new Ifindex(attributes.asInt()));
      case RTA_PREFSRC -> source = Optional.of(IpAddress.of(attributes.bytes()));
      case RTA_PRIORITY -> metric = OptionalInt.of(attributes.asInt());
      case RTA_METRICS -> mtu = mtu(attributes.nested());
      case RTA_MULTIPATH -> nextHops = nextHops(attributes.value());
      default -> {}
    }
  }

  private Route route() {
    IpAddress network = destination != null ? destination : Families.unspecified(family);
    return new Route(
        new IpPrefix(network, Byte.toUnsignedInt(header.get(1))),
        RouteType.of(Byte.toUnsignedInt(header.get(7))),
        new RouteTable(table),
        new RouteProtocol(Byte.toUnsignedInt(header.get(5))),
        new Scope(Byte.toUnsignedInt(header.get(6))),
        gateway,
        link,
        source,
        metric,
        (header.getInt(8) & RTNH_F_ONLINK) != 0,
        mtu,
        nextHops);
  }

  /// `struct rtvia`: a gateway of the other family.
  private static IpAddress via(Attributes attribute) {
    byte[] bytes = attribute.bytes();
    return IpAddress.of(Arrays.copyOfRange(bytes, 2, bytes.length));
  }

  private static OptionalInt mtu(Attributes metrics) {
    OptionalInt found = OptionalInt.empty();
    while (metrics.next()) {
      if (metrics.type() == RTAX_MTU) {
        found = OptionalInt.of(metrics.asInt());
      }
    }
    return found;
  }

  private static List<NextHop> nextHops(ByteBuffer hops) {
    List<NextHop> found = new ArrayList<>();
    int at = 0;
    while (hops.limit() - at >= RTNEXTHOP_SIZE) {
      int length = Short.toUnsignedInt(hops.getShort(at));
      if (length < RTNEXTHOP_SIZE || length > hops.limit() - at) {
        throw new IllegalStateException("malformed next hop: length " + length);
      }
      found.add(nextHop(hops.slice(at, length).order(hops.order())));
      at += length + 3 & ~3;
    }
    return found;
  }

  private static NextHop nextHop(ByteBuffer hop) {
    Optional<IpAddress> gateway = Optional.empty();
    Attributes attributes = new Attributes(hop.duplicate().position(RTNEXTHOP_SIZE));
    while (attributes.next()) {
      switch (attributes.type()) {
        case RTA_GATEWAY -> gateway = Optional.of(IpAddress.of(attributes.bytes()));
        case RTA_VIA -> gateway = Optional.of(via(attributes));
        default -> {}
      }
    }
    int link = hop.getInt(4);
    return new NextHop(
        gateway,
        link == 0 ? Optional.empty() : Optional.of(new Ifindex(link)),
        (hop.get(2) & RTNH_F_ONLINK) != 0,
        Byte.toUnsignedInt(hop.get(3)) + 1);
  }
}
