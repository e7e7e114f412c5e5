package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkId;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.reconcile.WantedLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A further bridge of a network, beside the first, which is its hub: the kernel nests no bridges,
/// so a pair of veths leads from one to the other.
///
/// @param number 1 or more
/// @param name the bridge's name
/// @param index the bridge's number
/// @param uplink the end of the pair that is a port of this bridge
/// @param downlink the end that is a port of the first
record Shard(int number, InterfaceName name, Ifindex index, Ifindex uplink, Ifindex downlink) {

  private static final int ID_DIGITS = 8;

  /// With a bit that no first bridge's has.
  private static final byte LOCAL_UNICAST = 0x06;

  /// Answers ARP requests for no address of the host, `arp_ignore` in ip-sysctl.
  static final int ANSWERS_NOBODY = 8;

  /// What the host's kernel parameters are for such a bridge: it is no way to the host.
  static final Map<LinkParameter, Integer> PARAMETERS =
      Map.of(LinkParameter.ARP_IGNORE, ANSWERS_NOBODY, LinkParameter.DISABLE_IPV6, 1);

  /// As in `bs0123abcd-1`.
  static InterfaceName bridge(NetworkId id, int number) {
    return named("bs", id, number);
  }

  static InterfaceName uplink(NetworkId id, int number) {
    return named("bu", id, number);
  }

  static InterfaceName downlink(NetworkId id, int number) {
    return named("bd", id, number);
  }

  /// Another than the first bridge's: what is for that is not to stay here.
  static MacAddress mac(BridgePlan plan, int number) {
    byte[] bytes = plan.mac().toBytes();
    bytes[0] = LOCAL_UNICAST;
    bytes[1] = (byte) (number >> Byte.SIZE);
    bytes[2] = (byte) number;
    return MacAddress.of(bytes);
  }

  private static InterfaceName named(String prefix, NetworkId id, int number) {
    return new InterfaceName(prefix + id.value().substring(0, ID_DIGITS) + "-" + number);
  }

  List<Ifindex> links() {
    return List.of(index, uplink, downlink);
  }

  /// What the bridge should be.
  WantedLink wanted(OptionalInt mtu) {
    return new WantedLink(
        name,
        mtu,
        Optional.empty(),
        Optional.of(Anchor.BRIDGES),
        Optional.empty(),
        PARAMETERS,
        List.of(),
        List.of());
  }

  WantedLink wantedUplink(BridgePlan plan, OptionalInt mtu) {
    return port(
        uplink(plan.id(), number), mtu, new WantedLink.Socket(index, name.value(), Map.of()));
  }

  /// Where endpoints are kept apart, so are the bridges.
  WantedLink wantedDownlink(BridgePlan plan, Ifindex hub, OptionalInt mtu) {
    return port(
        downlink(plan.id(), number),
        mtu,
        new WantedLink.Socket(
            hub,
            plan.bridge().value(),
            Map.of(BridgePortOption.ISOLATED, plan.communication() ? 0 : 1)));
  }

  private static WantedLink port(InterfaceName name, OptionalInt mtu, WantedLink.Socket socket) {
    return new WantedLink(
        name,
        mtu,
        Optional.empty(),
        Optional.empty(),
        Optional.of(socket),
        Map.of(),
        List.of(),
        List.of());
  }
}
