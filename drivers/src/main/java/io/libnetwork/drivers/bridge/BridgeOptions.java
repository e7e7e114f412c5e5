package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What can be asked of a bridge network. Begin with [#USUAL] and say what differs.
///
/// @param name the bridge's name; `br-` and the network's abbreviated id without one
/// @param mtu the MTU of the bridge and its endpoints, 68 to 65,535, and 1,280 at least with IPv6;
///   that of the interface of the host's default route without one
/// @param communication whether endpoints of the network reach each other
/// @param antiSpoofing whether an endpoint is kept from sending under another's MAC or IP address,
///   and from playing router or DHCP server. What bridges or routes for others inside an endpoint
///   needs it off
/// @param gateways how each family meets the outside; [Gateway#NAT] where nothing is said
/// @param trusted interfaces of the host from which published ports are reached at a container's
///   own address too
/// @param publishing where and for whom ports are published; as the driver says without it
/// @param existing the bridge is one that others have made: it is used, and neither changed nor
///   removed. The network then has no addresses on the host and publishes nothing
/// @param vlanFiltering whether the bridge keeps VLANs apart, so that endpoints can be given some
/// @param portsPerBridge how many endpoints a bridge takes before a further one is made beside it,
///   1 to 1,000; 1,000 without one
public record BridgeOptions(
    Optional<InterfaceName> name,
    OptionalInt mtu,
    boolean communication,
    boolean antiSpoofing,
    Map<IpFamily, Gateway> gateways,
    Set<InterfaceName> trusted,
    Optional<PublishPolicy> publishing,
    boolean existing,
    boolean vlanFiltering,
    OptionalInt portsPerBridge)
    implements NetworkDriverOptions {

  /// What a network is without options: a name of ours, the host's MTU, communication, no spoofing,
  /// translation with the host's address, published as the driver says.
  public static final BridgeOptions USUAL =
      new BridgeOptions(
          Optional.empty(),
          OptionalInt.empty(),
          true,
          true,
          Map.of(),
          Set.of(),
          Optional.empty(),
          false,
          false,
          OptionalInt.empty());

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;

  /// @throws NetworkException.InvalidParameter when the MTU is out of its range, an address to
  ///   leave under is of another family than what leaves, or something is asked for that a bridge
  ///   of others cannot be given
  public BridgeOptions {
    gateways = Map.copyOf(gateways);
    trusted = Set.copyOf(trusted);
    if (mtu.isPresent() && (mtu.getAsInt() < LEAST_MTU || mtu.getAsInt() > MOST_MTU)) {
      throw new NetworkException.InvalidParameter(
          "invalid MTU " + mtu.getAsInt() + ": expected " + LEAST_MTU + " to " + MOST_MTU);
    }
    gateways.forEach(
        (family, gateway) -> gateway.source().ifPresent(address -> requireFamily(family, address)));
    Shards.requireSense(portsPerBridge, existing || vlanFiltering);
    if (existing) {
      OthersBridge.require(name, mtu, gateways, trusted, publishing, vlanFiltering);
    }
  }

  /// With a bridge of this name.
  public BridgeOptions named(InterfaceName bridge) {
    return new BridgeOptions(
        Optional.of(bridge),
        mtu,
        communication,
        antiSpoofing,
        gateways,
        trusted,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// On a bridge of this name that others have made and keep. Their ports stay theirs; ours are
  /// guarded as everywhere. Where the network is given a gateway, that is whoever has the address
  /// there.
  public BridgeOptions onto(InterfaceName bridge) {
    return new BridgeOptions(
        Optional.of(bridge),
        mtu,
        communication,
        antiSpoofing,
        gateways,
        trusted,
        publishing,
        true,
        vlanFiltering,
        portsPerBridge);
  }

  /// With a bridge that keeps VLANs apart. The host itself is in VLAN 1, as are endpoints that are
  /// not given others.
  public BridgeOptions filteringVlans() {
    return new BridgeOptions(
        name,
        mtu,
        communication,
        antiSpoofing,
        gateways,
        trusted,
        publishing,
        existing,
        true,
        portsPerBridge);
  }

  /// With a further bridge for each so many endpoints.
  ///
  /// @param endpoints 1 to 1,000
  public BridgeOptions withPortsPerBridge(int endpoints) {
    return new BridgeOptions(
        name,
        mtu,
        communication,
        antiSpoofing,
        gateways,
        trusted,
        publishing,
        existing,
        vlanFiltering,
        OptionalInt.of(endpoints));
  }

  /// With this MTU.
  public BridgeOptions withMtu(int bytes) {
    return new BridgeOptions(
        name,
        OptionalInt.of(bytes),
        communication,
        antiSpoofing,
        gateways,
        trusted,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// With endpoints that do not reach each other.
  public BridgeOptions withoutCommunication() {
    return new BridgeOptions(
        name,
        mtu,
        false,
        antiSpoofing,
        gateways,
        trusted,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// With endpoints that may send as whoever they like.
  public BridgeOptions withoutAntiSpoofing() {
    return new BridgeOptions(
        name,
        mtu,
        communication,
        false,
        gateways,
        trusted,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// With one family that meets the outside in another way.
  public BridgeOptions with(IpFamily family, UnaryOperator<Gateway> change) {
    Map<IpFamily, Gateway> changed = new EnumMap<>(IpFamily.class);
    changed.putAll(gateways);
    changed.put(family, change.apply(gateway(family)));
    return new BridgeOptions(
        name,
        mtu,
        communication,
        antiSpoofing,
        changed,
        trusted,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// With one family in another mode.
  public BridgeOptions with(IpFamily family, GatewayMode mode) {
    return with(family, gateway -> gateway.with(mode));
  }

  /// With both families in another mode.
  public BridgeOptions with(GatewayMode mode) {
    return with(IpFamily.V4, mode).with(IpFamily.V6, mode);
  }

  /// With containers' own addresses outside the network.
  public BridgeOptions withoutMasquerade() {
    return with(IpFamily.V4, Gateway::withoutMasquerade)
        .with(IpFamily.V6, Gateway::withoutMasquerade);
  }

  /// With what leaves, of the address's family, under this address of the host.
  public BridgeOptions leavingAs(IpAddress address) {
    return with(address.family(), gateway -> gateway.leavingAs(address));
  }

  /// With published ports reached at containers' own addresses from this interface of the host too,
  /// and from those trusted already.
  public BridgeOptions trusting(InterfaceName from) {
    Set<InterfaceName> more = new TreeSet<>(trusted);
    more.add(from);
    return new BridgeOptions(
        name,
        mtu,
        communication,
        antiSpoofing,
        gateways,
        more,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// With ports published by this policy where their request does not say.
  public BridgeOptions publishing(PublishPolicy policy) {
    return new BridgeOptions(
        name,
        mtu,
        communication,
        antiSpoofing,
        gateways,
        trusted,
        Optional.of(policy),
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// With ports published at these addresses of the host, one of each family at most, where their
  /// request names none.
  public BridgeOptions publishingAt(IpAddress... addresses) {
    return publishing(publishing.orElse(PublishPolicy.USUAL).at(addresses));
  }

  /// How a family meets the outside.
  public Gateway gateway(IpFamily family) {
    return gateways.getOrDefault(family, Gateway.NAT);
  }

  private static void requireFamily(IpFamily family, IpAddress address) {
    if (address.family() != family) {
      throw new NetworkException.InvalidParameter(
          "what leaves by " + family + " cannot leave under " + address);
    }
  }
}
