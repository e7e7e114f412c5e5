package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IPVLAN_FLAGS;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IPVLAN_MODE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MACVLAN_MODE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VLAN_ID;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VLAN_PROTOCOL;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_GROUP;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_GROUP6;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_ID;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_LINK;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_LOCAL;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_LOCAL6;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_VXLAN_PORT;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.linux.netlink.Attributes;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the options of a link's kind out of `IFLA_INFO_DATA`.
///
/// Empty where the kernel tells too little to say it (a veth's peer has no name here), or a kind or
/// mode that is not spoken here.
final class LinkKindReader {

  private LinkKindReader() {}

  /// Reads the options of a kind.
  ///
  /// @param data supplies the attributes anew for each pass over them
  static Optional<LinkKind> read(String kind, Supplier<Attributes> data, @Nullable Ifindex parent) {
    return switch (kind) {
      case "bridge" -> Optional.of(new Bridge(BridgeOption.CARRIED.read(data.get())));
      case "vxlan" -> readVxlan(data);
      case "dummy" -> Optional.of(new Dummy());
      case "ifb" -> Optional.of(new Ifb());
      case "macvlan" -> parent == null ? Optional.empty() : readMacvlan(data.get(), parent);
      case "ipvlan" -> parent == null ? Optional.empty() : readIpvlan(data.get(), parent);
      case "vlan" -> parent == null ? Optional.empty() : readVlan(data.get(), parent);
      default -> Optional.empty();
    };
  }

  private static Optional<LinkKind> readVxlan(Supplier<Attributes> data) {
    Vxlan vxlan = null;
    Attributes attributes = data.get();
    while (attributes.next()) {
      if (attributes.type() == IFLA_VXLAN_ID) {
        vxlan = Vxlan.of(new Vni(attributes.asInt()));
      }
    }
    if (vxlan == null) {
      return Optional.empty();
    }
    attributes = data.get();
    while (attributes.next()) {
      vxlan = withAttribute(vxlan, attributes);
    }
    return Optional.of(
        new Vxlan(
            vxlan.vni(),
            vxlan.port(),
            vxlan.local(),
            vxlan.remote(),
            vxlan.parent(),
            VxlanOption.CARRIED.read(data.get())));
  }

  private static Vxlan withAttribute(Vxlan vxlan, Attributes attributes) {
    return switch (attributes.type()) {
      case IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6 ->
          vxlan.withRemote(IpAddress.of(attributes.bytes()));
      case IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6 -> vxlan.withLocal(IpAddress.of(attributes.bytes()));
      case IFLA_VXLAN_LINK ->
          attributes.asInt() == 0 ? vxlan : vxlan.withParent(new Ifindex(attributes.asInt()));
      case IFLA_VXLAN_PORT ->
          attributes.asNetworkShort() == 0
              ? vxlan
              : vxlan.withPort(new Port(attributes.asNetworkShort()));
      default -> vxlan;
    };
  }

  private static Optional<LinkKind> readMacvlan(Attributes data, Ifindex parent) {
    int mode = 0;
    while (data.next()) {
      mode = data.type() == IFLA_MACVLAN_MODE ? data.asInt() : mode;
    }
    return Macvlan.Mode.of(mode).map(known -> new Macvlan(parent, known));
  }

  private static Optional<LinkKind> readIpvlan(Attributes data, Ifindex parent) {
    int mode = -1;
    int flag = 0;
    while (data.next()) {
      switch (data.type()) {
        case IFLA_IPVLAN_MODE -> mode = data.asShort();
        case IFLA_IPVLAN_FLAGS -> flag = data.asShort();
        default -> {}
      }
    }
    Optional<Ipvlan.Flag> isolation = Ipvlan.Flag.of(flag);
    return Ipvlan.Mode.of(mode)
        .flatMap(known -> isolation.map(between -> new Ipvlan(parent, known, between)));
  }

  private static Optional<LinkKind> readVlan(Attributes data, Ifindex parent) {
    int id = 0;
    int protocol = 0;
    while (data.next()) {
      switch (data.type()) {
        case IFLA_VLAN_ID -> id = data.asShort();
        case IFLA_VLAN_PROTOCOL -> protocol = data.asNetworkShort();
        default -> {}
      }
    }
    int tag = id;
    return Vlan.Protocol.of(protocol)
        .filter(known -> tag > 0)
        .map(known -> new Vlan(parent, tag, known));
  }
}
