package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFINFOMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_BRPORT_STATE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_EXT_MASK;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_SLAVE_DATA;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_SLAVE_KIND;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINKINFO;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MASTER;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTEXT_FILTER_SKIP_STATS;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWLINK;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `bridge link` does: the options of a bridge's ports.
///
/// They are set through `IFLA_INFO_SLAVE_DATA`, as `ip link set type bridge_slave` does it, and not
/// through `IFLA_PROTINFO` of family `AF_BRIDGE`: the kernel checks both alike, but the first finds
/// the port by name too, so that the batch that makes a link can set its options.
public final class BridgePorts {

  private static final String KIND = "bridge";

  private BridgePorts() {}

  /// Sets options of a port. The kernel refuses with `EOPNOTSUPP` where the link has no master.
  public static NetlinkRequest<Void> change(
      LinkReference port, BridgePortOption.Setting... settings) {
    Map<BridgePortOption, Integer> options = BridgePortOption.merge(Map.of(), settings);
    return NetlinkRequest.command(
        "change bridge port " + port,
        RTM_NEWLINK,
        0,
        writer -> {
          LinkSettings.writeReference(writer, port);
          writer.nest(IFLA_LINKINFO, () -> write(writer, options));
        });
  }

  /// Asks for one port; there is no object in the answer where the link is no bridge's port.
  public static NetlinkRequest<BridgePort> get(LinkReference port) {
    return new NetlinkRequest<>(
        "get bridge port " + port,
        RTM_GETLINK,
        0,
        writer -> {
          LinkSettings.writeReference(writer, port);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        },
        BridgePorts::read);
  }

  /// Asks for all ports of a bridge.
  public static NetlinkRequest<BridgePort> list(Ifindex bridge) {
    return new NetlinkRequest<>(
        "list ports of bridge " + bridge,
        RTM_GETLINK,
        0,
        writer -> {
          writer.putInt(AF_UNSPEC).putInt(0).putInt(0).putInt(0);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
          writer.attributeInt(IFLA_MASTER, bridge.value());
        },
        message -> read(message).filter(port -> port.bridge().equals(bridge)));
  }

  private static void write(MessageWriter writer, Map<BridgePortOption, Integer> options) {
    writer.attribute(IFLA_INFO_SLAVE_KIND, KIND);
    writer.nest(IFLA_INFO_SLAVE_DATA, () -> BridgePortOption.CARRIED.write(writer, options));
  }

  static Optional<BridgePort> read(NetlinkMessage message) {
    if (message.type() != RTM_NEWLINK) {
      return Optional.empty();
    }
    Ifindex bridge = null;
    ByteBuffer data = null;
    Attributes attributes = message.attributes(IFINFOMSG_SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_MASTER -> bridge = new Ifindex(attributes.asInt());
        case IFLA_LINKINFO -> data = portData(attributes.nested());
        default -> {}
      }
    }
    return bridge == null || data == null
        ? Optional.empty()
        : Optional.of(port(LinkReader.index(message), bridge, data));
  }

  /// Finds the options of a port.
  ///
  /// @return null where the link is no bridge's port
  private static @Nullable ByteBuffer portData(Attributes information) {
    String kind = "";
    ByteBuffer data = null;
    while (information.next()) {
      switch (information.type()) {
        case IFLA_INFO_SLAVE_KIND -> kind = information.text();
        case IFLA_INFO_SLAVE_DATA -> data = information.value();
        default -> {}
      }
    }
    return kind.equals(KIND) ? data : null;
  }

  private static BridgePort port(Ifindex link, Ifindex bridge, ByteBuffer data) {
    return new BridgePort(
        link,
        bridge,
        state(new Attributes(data)),
        BridgePortOption.CARRIED.read(new Attributes(data)));
  }

  private static BridgePort.State state(Attributes attributes) {
    BridgePort.State state = BridgePort.State.DISABLED;
    while (attributes.next()) {
      if (attributes.type() == IFLA_BRPORT_STATE) {
        state = BridgePort.State.of(attributes.asByte());
      }
    }
    return state;
  }
}
