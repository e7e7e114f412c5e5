package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_DATA;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_KIND;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IPVLAN_FLAGS;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IPVLAN_MODE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINK;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINKINFO;
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
import static io.libnetwork.linux.rtnetlink.LinkConstants.VETH_INFO_PEER;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.MessageWriter;

/// Writes what kind of link is made: `IFLA_LINKINFO`, and `IFLA_LINK` where the kind has a parent.
final class LinkKindWriter {

  private LinkKindWriter() {}

  static void write(MessageWriter writer, LinkKind kind) {
    switch (kind) {
      case Macvlan macvlan -> writer.attributeInt(IFLA_LINK, macvlan.parent().value());
      case Ipvlan ipvlan -> writer.attributeInt(IFLA_LINK, ipvlan.parent().value());
      case Vlan vlan -> writer.attributeInt(IFLA_LINK, vlan.parent().value());
      // A VXLAN link names its parent among its own attributes.
      case Veth _, Bridge _, Vxlan _, Dummy _, Ifb _ -> {}
    }
    writer.nest(
        IFLA_LINKINFO,
        () -> {
          writer.attribute(IFLA_INFO_KIND, kind.text());
          if (hasOptions(kind)) {
            writer.nest(IFLA_INFO_DATA, () -> writeData(writer, kind));
          }
        });
  }

  private static boolean hasOptions(LinkKind kind) {
    return switch (kind) {
      case Dummy _, Ifb _ -> false;
      case Bridge bridge -> !bridge.options().isEmpty();
      case Veth _, Vxlan _, Macvlan _, Ipvlan _, Vlan _ -> true;
    };
  }

  private static void writeData(MessageWriter writer, LinkKind kind) {
    switch (kind) {
      case Veth veth -> writePeer(writer, veth);
      case Bridge bridge -> BridgeOption.CARRIED.write(writer, bridge.options());
      case Vxlan vxlan -> writeVxlan(writer, vxlan);
      case Macvlan macvlan -> writer.attributeInt(IFLA_MACVLAN_MODE, macvlan.mode().number());
      case Ipvlan ipvlan -> {
        writer.attributeShort(IFLA_IPVLAN_MODE, ipvlan.mode().number());
        writer.attributeShort(IFLA_IPVLAN_FLAGS, ipvlan.flag().number());
      }
      case Vlan vlan -> {
        writer.attributeShort(IFLA_VLAN_ID, vlan.id());
        writer.attributeNetworkShort(IFLA_VLAN_PROTOCOL, vlan.protocol().number());
      }
      case Dummy _, Ifb _ -> {}
    }
  }

  private static void writePeer(MessageWriter writer, Veth veth) {
    writer.nest(
        VETH_INFO_PEER, () -> LinkSettings.writeNew(writer, veth.peer(), veth.peerSettings()));
  }

  private static void writeVxlan(MessageWriter writer, Vxlan vxlan) {
    writer.attributeInt(IFLA_VXLAN_ID, vxlan.vni().value());
    vxlan.remote().ifPresent(remote -> write(writer, IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6, remote));
    vxlan.local().ifPresent(local -> write(writer, IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6, local));
    vxlan.parent().ifPresent(parent -> writer.attributeInt(IFLA_VXLAN_LINK, parent.value()));
    vxlan.port().ifPresent(port -> writer.attributeNetworkShort(IFLA_VXLAN_PORT, port.number()));
    VxlanOption.CARRIED.write(writer, vxlan.options());
  }

  private static void write(MessageWriter writer, int v4, int v6, IpAddress address) {
    writer.attribute(address.family() == IpFamily.V4 ? v4 : v6, address.toBytes());
  }
}
