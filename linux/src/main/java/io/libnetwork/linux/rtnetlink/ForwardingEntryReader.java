package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_DST;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_IFINDEX;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_LLADDR;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_PORT;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_VLAN;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_VNI;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_BRIDGE;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads one `RTM_NEWNEIGH` or `RTM_DELNEIGH` of family `AF_BRIDGE`: `struct ndmsg` of
/// `linux/neighbour.h`, then attributes.
final class ForwardingEntryReader {

  private Optional<MacAddress> mac = Optional.empty();
  private Optional<IpAddress> destination = Optional.empty();
  private Optional<Vni> vni = Optional.empty();
  private Optional<Port> port = Optional.empty();
  private Optional<Ifindex> via = Optional.empty();
  private OptionalInt vlan = OptionalInt.empty();

  private ForwardingEntryReader() {}

  /// Reads a whole message.
  ///
  /// @return empty for another family, or an entry without a MAC
  static Optional<ForwardingEntry> read(NetlinkMessage message) {
    ByteBuffer header = message.payload();
    if (header.get(0) != AF_BRIDGE) {
      return Optional.empty();
    }
    ForwardingEntryReader reader = new ForwardingEntryReader();
    Attributes attributes = message.attributes(NDMSG_SIZE);
    while (attributes.next()) {
      reader.accept(attributes);
    }
    return reader.mac.map(known -> reader.entry(header, known));
  }

  private void accept(Attributes attributes) {
    switch (attributes.type()) {
      case NDA_LLADDR -> mac = Neighbours.mac(attributes);
      case NDA_DST -> destination = Optional.of(IpAddress.of(attributes.bytes()));
      case NDA_VNI -> vni = Optional.of(new Vni(attributes.asInt()));
      case NDA_PORT -> port = Optional.of(new Port(attributes.asNetworkShort()));
      case NDA_IFINDEX -> via = Optional.of(new Ifindex(attributes.asInt()));
      case NDA_VLAN -> vlan = OptionalInt.of(attributes.asShort());
      default -> {}
    }
  }

  private ForwardingEntry entry(ByteBuffer header, MacAddress known) {
    return new ForwardingEntry(
        new Ifindex(header.getInt(4)),
        known,
        ForwardingEntry.State.of(Short.toUnsignedInt(header.getShort(8))),
        ForwardingEntry.Flag.of(Byte.toUnsignedInt(header.get(10))),
        destination,
        vni,
        port,
        via,
        vlan);
  }
}
