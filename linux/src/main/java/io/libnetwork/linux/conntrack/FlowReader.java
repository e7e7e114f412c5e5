package io.libnetwork.linux.conntrack;

import static io.libnetwork.linux.conntrack.ConntrackConstants.AF_INET;
import static io.libnetwork.linux.conntrack.ConntrackConstants.AF_INET6;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_ID;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V4_DST;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V4_SRC;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V6_DST;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_IP_V6_SRC;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_MARK;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTOINFO;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTOINFO_TCP;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTOINFO_TCP_STATE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_DST_PORT;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMPV6_CODE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMPV6_ID;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMPV6_TYPE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMP_CODE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMP_ID;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_ICMP_TYPE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_NUM;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_PROTO_SRC_PORT;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_STATS_GLOBAL_ENTRIES;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_STATUS;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_IP;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_ORIG;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_PROTO;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_REPLY;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_ZONE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_ZONE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.NFGENMSG_SIZE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.TCP_CONNTRACK_CLOSE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.TCP_CONNTRACK_TIME_WAIT;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one message about a flow.
final class FlowReader {

  private @Nullable TupleReader original;
  private @Nullable TupleReader reply;
  private int id;
  private int status;
  private int mark;
  private int zone;
  private boolean over;

  private FlowReader() {}

  /// Reads a message.
  ///
  /// @return empty for what is no flow of the Internet Protocol
  static Optional<Flow> read(NetlinkMessage message) {
    int family = Byte.toUnsignedInt(message.payload().get(message.payload().position()));
    if (family != AF_INET && family != AF_INET6) {
      return Optional.empty();
    }
    FlowReader reader = new FlowReader();
    Attributes attributes = message.attributes(NFGENMSG_SIZE);
    while (attributes.next()) {
      reader.read(attributes);
    }
    return reader.flow();
  }

  /// How many flows there are, out of the answer to `IPCTNL_MSG_CT_GET_STATS`.
  static Optional<Long> readCount(NetlinkMessage message) {
    Attributes attributes = message.attributes(NFGENMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == CTA_STATS_GLOBAL_ENTRIES) {
        return Optional.of(Integer.toUnsignedLong(networkInt(attributes)));
      }
    }
    return Optional.empty();
  }

  private void read(Attributes attributes) {
    switch (attributes.type()) {
      case CTA_TUPLE_ORIG -> original = readTuple(attributes.nested());
      case CTA_TUPLE_REPLY -> reply = readTuple(attributes.nested());
      case CTA_ID -> id = networkInt(attributes);
      case CTA_STATUS -> status = networkInt(attributes);
      case CTA_MARK -> mark = networkInt(attributes);
      case CTA_ZONE -> zone = attributes.asNetworkShort();
      case CTA_PROTOINFO -> readState(attributes.nested());
      default -> {}
    }
  }

  private void readState(Attributes protocols) {
    while (protocols.next()) {
      if (protocols.type() == CTA_PROTOINFO_TCP) {
        Attributes tcp = protocols.nested();
        while (tcp.next()) {
          if (tcp.type() == CTA_PROTOINFO_TCP_STATE) {
            over = tcp.asByte() == TCP_CONNTRACK_TIME_WAIT || tcp.asByte() == TCP_CONNTRACK_CLOSE;
          }
        }
      }
    }
  }

  /// A zone may hold for one direction alone, and is then told there.
  private TupleReader readTuple(Attributes attributes) {
    TupleReader tuple = new TupleReader();
    while (attributes.next()) {
      switch (attributes.type()) {
        case CTA_TUPLE_IP -> tuple.readAddresses(attributes.nested());
        case CTA_TUPLE_PROTO -> tuple.readProtocol(attributes.nested());
        case CTA_TUPLE_ZONE -> zone = attributes.asNetworkShort();
        default -> {}
      }
    }
    return tuple;
  }

  private Optional<Flow> flow() {
    FlowTuple there = original == null ? null : original.tuple();
    FlowTuple back = reply == null ? null : reply.tuple();
    return there == null || back == null
        ? Optional.empty()
        : Optional.of(new Flow(id, there, back, new FlowStatus(status), mark, zone, over));
  }

  private static int networkInt(Attributes attributes) {
    return attributes.value().order(ByteOrder.BIG_ENDIAN).getInt(0);
  }

  /// One direction, as far as it has been read.
  private static final class TupleReader {

    private @Nullable IpAddress source;
    private @Nullable IpAddress destination;
    private int protocol;
    private int sourcePort = -1;
    private int destinationPort = -1;
    private int icmpType = -1;
    private int icmpCode;
    private int icmpId;

    void readAddresses(Attributes attributes) {
      while (attributes.next()) {
        switch (attributes.type()) {
          case CTA_IP_V4_SRC, CTA_IP_V6_SRC -> source = IpAddress.of(attributes.bytes());
          case CTA_IP_V4_DST, CTA_IP_V6_DST -> destination = IpAddress.of(attributes.bytes());
          default -> {}
        }
      }
    }

    void readProtocol(Attributes attributes) {
      while (attributes.next()) {
        switch (attributes.type()) {
          case CTA_PROTO_NUM -> protocol = attributes.asByte();
          case CTA_PROTO_SRC_PORT -> sourcePort = attributes.asNetworkShort();
          case CTA_PROTO_DST_PORT -> destinationPort = attributes.asNetworkShort();
          case CTA_PROTO_ICMP_ID, CTA_PROTO_ICMPV6_ID -> icmpId = attributes.asNetworkShort();
          case CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMPV6_TYPE -> icmpType = attributes.asByte();
          case CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMPV6_CODE -> icmpCode = attributes.asByte();
          default -> {}
        }
      }
    }

    @Nullable FlowTuple tuple() {
      return source == null || destination == null
          ? null
          : new FlowTuple(source, destination, transport());
    }

    private FlowTransport transport() {
      if (sourcePort >= 0 && destinationPort >= 0) {
        return new FlowTransport.Ports(protocol, sourcePort, destinationPort);
      }
      return icmpType >= 0
          ? new FlowTransport.Echo(protocol, icmpType, icmpCode, icmpId)
          : new FlowTransport.Plain(protocol);
    }
  }
}
