package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.BRIDGE_VLAN_INFO_PVID;
import static io.libnetwork.linux.rtnetlink.LinkConstants.BRIDGE_VLAN_INFO_RANGE_BEGIN;
import static io.libnetwork.linux.rtnetlink.LinkConstants.BRIDGE_VLAN_INFO_RANGE_END;
import static io.libnetwork.linux.rtnetlink.LinkConstants.BRIDGE_VLAN_INFO_UNTAGGED;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFINFOMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_AF_SPEC;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_BRIDGE_VLAN_INFO;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_EXT_MASK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_BRIDGE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTEXT_FILTER_BRVLAN;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_SETLINK;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What `bridge vlan` does: which VLANs a bridge's ports take part in. They count only on a bridge
/// with [BridgeOption#VLAN_FILTERING].
public final class BridgeVlans {

  private BridgeVlans() {}

  /// A link and the VLANs it takes part in.
  ///
  /// @param link a port, or a bridge for what the host itself takes part in
  /// @param vlans in the order of their numbers
  public record OfPort(Ifindex link, SortedSet<BridgeVlan> vlans) {}

  /// Has a port take part in VLANs, besides those it does already. The kernel refuses with
  /// `EOPNOTSUPP` or `EINVAL` where the link is no bridge's port.
  public static NetlinkRequest<Void> add(Ifindex port, SortedSet<BridgeVlan> vlans) {
    List<BridgeVlan> all = List.copyOf(vlans);
    return command(
        "add VLANs of bridge port " + port,
        RTM_SETLINK,
        port,
        writer -> {
          for (int i = 0; i < all.size(); i++) {
            BridgeVlan vlan = all.get(i);
            int flags = flags(vlan);
            boolean follows = i > 0 && continues(all.get(i - 1), vlan);
            boolean followed = i + 1 < all.size() && continues(vlan, all.get(i + 1));
            if (!follows || !followed) {
              flags |= followed ? BRIDGE_VLAN_INFO_RANGE_BEGIN : 0;
              flags |= follows ? BRIDGE_VLAN_INFO_RANGE_END : 0;
              write(writer, flags, vlan.id());
            }
          }
        });
  }

  /// Has a port take part in no VLAN, whichever it did before.
  public static NetlinkRequest<Void> clear(Ifindex port) {
    return command(
        "delete VLANs of bridge port " + port,
        RTM_DELLINK,
        port,
        writer -> {
          write(writer, BRIDGE_VLAN_INFO_RANGE_BEGIN, BridgeVlan.FIRST);
          write(writer, BRIDGE_VLAN_INFO_RANGE_END, BridgeVlan.LAST);
        });
  }

  /// Asks for the VLANs of every bridge and port; of one without VLANs nothing is told.
  public static NetlinkRequest<OfPort> list() {
    return new NetlinkRequest<>(
        "list VLANs of bridge ports",
        RTM_GETLINK,
        0,
        writer -> {
          writer.putInt(AF_BRIDGE).putInt(0).putInt(0).putInt(0);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN);
        },
        BridgeVlans::read);
  }

  private interface Content {
    void write(MessageWriter writer);
  }

  private static NetlinkRequest<Void> command(
      String description, int type, Ifindex port, Content content) {
    return NetlinkRequest.command(
        description,
        type,
        0,
        writer -> {
          writer.putInt(AF_BRIDGE).putInt(port.value()).putInt(0).putInt(0);
          writer.nest(IFLA_AF_SPEC, () -> content.write(writer));
        });
  }

  private static void write(MessageWriter writer, int flags, int id) {
    ByteBuffer info = ByteBuffer.allocate(2 * Short.BYTES).order(ByteOrder.nativeOrder());
    info.putShort((short) flags).putShort((short) id);
    writer.attribute(IFLA_BRIDGE_VLAN_INFO, info.array());
  }

  private static int flags(BridgeVlan vlan) {
    return (vlan.ingress() ? BRIDGE_VLAN_INFO_PVID : 0)
        | (vlan.untagged() ? BRIDGE_VLAN_INFO_UNTAGGED : 0);
  }

  /// The kernel takes no range with a VLAN for untagged frames.
  private static boolean continues(BridgeVlan one, BridgeVlan next) {
    return next.id() == one.id() + 1
        && !one.ingress()
        && !next.ingress()
        && one.untagged() == next.untagged();
  }

  private static Optional<OfPort> read(NetlinkMessage message) {
    if (message.type() != RTM_NEWLINK) {
      return Optional.empty();
    }
    SortedSet<BridgeVlan> vlans = new TreeSet<>();
    Attributes attributes = message.attributes(IFINFOMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == IFLA_AF_SPEC) {
        read(attributes.nested(), vlans);
      }
    }
    return vlans.isEmpty()
        ? Optional.empty()
        : Optional.of(new OfPort(LinkReader.index(message), vlans));
  }

  private static void read(Attributes told, SortedSet<BridgeVlan> vlans) {
    while (told.next()) {
      if (told.type() == IFLA_BRIDGE_VLAN_INFO) {
        ByteBuffer info = told.value();
        int flags = Short.toUnsignedInt(info.getShort(0));
        vlans.add(
            new BridgeVlan(
                Short.toUnsignedInt(info.getShort(2)),
                (flags & BRIDGE_VLAN_INFO_PVID) != 0,
                (flags & BRIDGE_VLAN_INFO_UNTAGGED) != 0));
      }
    }
  }
}
