package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.NetworkElements;
import io.libnetwork.drivers.links.LinkLocalAddress;
import io.libnetwork.drivers.publish.PublishPlan;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a bridge network will be, decided and checked before the kernel is asked for anything.
///
/// @param id the network's id
/// @param network the network's name
/// @param bridge the bridge's name
/// @param mac the bridge's MAC address, fixed at creation so that it does not follow its ports
/// @param mtu of the bridge and its endpoints, where it was asked for
/// @param internal whether there is no way out
/// @param communication whether endpoints reach each other
/// @param antiSpoofing whether endpoints are kept from sending as others
/// @param gateways the network's families, and how each meets the outside
/// @param trusted interfaces of the host from which published ports are reached directly
/// @param addresses the gateway's, at most one of each family; the bridge's own, unless it is one
///   of others
/// @param publishing where and for whom ports are published whose request does not say
/// @param existing whether the bridge is one that others have made
/// @param vlanFiltering whether a bridge of ours keeps VLANs apart
/// @param portsPerBridge how many endpoints a bridge takes before a further one is made
record BridgePlan(
    NetworkId id,
    String network,
    InterfaceName bridge,
    MacAddress mac,
    OptionalInt mtu,
    boolean internal,
    boolean communication,
    boolean antiSpoofing,
    Map<IpFamily, Gateway> gateways,
    Set<InterfaceName> trusted,
    List<InterfaceAddress> addresses,
    PublishPolicy publishing,
    boolean existing,
    boolean vlanFiltering,
    int portsPerBridge) {

  private static final String PREFIX = "br-";
  private static final int LEAST_IPV6_MTU = 1_280;
  private static final int MAC_BYTES = 6;
  private static final int LINK_LOCAL_LENGTH = 64;
  private static final byte LOCAL_UNICAST = 0x02;

  BridgePlan {
    gateways = Map.copyOf(gateways);
    trusted = Set.copyOf(trusted);
    addresses = List.copyOf(addresses);
  }

  /// @param usual how ports are published where the network does not say
  static BridgePlan of(NetworkSpec spec, PublishPolicy usual) {
    BridgeOptions options = options(spec);
    requireOutward(spec, options);
    Map<IpFamily, Gateway> gateways = PlannedGateways.of(spec, options);
    List<InterfaceAddress> addresses =
        PlannedGateways.addresses(spec, gateways, options.existing());
    options.mtu().ifPresent(mtu -> requireMtu(spec, mtu, gateways.keySet()));
    return new BridgePlan(
        spec.id(),
        spec.name(),
        options.name().orElseGet(() -> usualName(spec.id())),
        mac(spec.id()),
        options.mtu(),
        spec.internal(),
        options.communication(),
        options.antiSpoofing(),
        gateways,
        options.trusted(),
        addresses,
        options.publishing().map(policy -> policy.within(usual)).orElse(usual),
        options.existing(),
        options.vlanFiltering(),
        options.portsPerBridge().orElse(Shards.MOST_PORTS));
  }

  /// The same, with an MTU that is known by now.
  BridgePlan withMtu(int known) {
    return new BridgePlan(
        id,
        network,
        bridge,
        mac,
        OptionalInt.of(known),
        internal,
        communication,
        antiSpoofing,
        gateways,
        trusted,
        addresses,
        publishing,
        existing,
        vlanFiltering,
        portsPerBridge);
  }

  /// Whether further bridges may be made beside the first. With VLANs there would be no telling
  /// which of them lead where, and others' bridges are theirs.
  boolean shards() {
    return !existing && !vlanFiltering;
  }

  /// Whether a caller chose the bridge's name.
  boolean chosenName() {
    return !bridge.equals(usualName(id));
  }

  /// The families the network has.
  Set<IpFamily> families() {
    return gateways.keySet();
  }

  /// How a family of the network meets the outside.
  Gateway gateway(IpFamily family) {
    return gateways.getOrDefault(family, Gateway.NAT);
  }

  /// What decides how endpoints publish ports.
  PublishPlan publishPlan() {
    Optional<InterfaceName> others = existing ? Optional.of(bridge) : Optional.empty();
    return new PublishPlan(network, others, internal, gateways, trusted, publishing);
  }

  /// The bridge's own address in a family; empty where the network is isolated.
  Optional<InterfaceAddress> address(IpFamily family) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  /// The bridge's link-local address, made from its MAC address; empty where it has no IPv6.
  Optional<InterfaceAddress> linkLocal() {
    return address(IpFamily.V6)
        .map(_ -> new InterfaceAddress(LinkLocalAddress.of(mac), LINK_LOCAL_LENGTH));
  }

  NetworkElements elements() {
    return existing
        ? NetworkElements.onSegment(bridge, gateways)
        : new NetworkElements(bridge, internal, communication, !antiSpoofing, gateways, trusted);
  }

  /// What others plug into their bridge is a way out that nobody can close.
  private static void requireOutward(NetworkSpec spec, BridgeOptions options) {
    if (options.existing() && spec.internal()) {
      throw new NetworkException.InvalidParameter(
          "network %s cannot be internal on a bridge of others: what is plugged into %s is theirs"
              .formatted(spec.name(), options.name().orElseThrow()));
    }
  }

  private static InterfaceName usualName(NetworkId id) {
    return new InterfaceName(PREFIX + id.abbreviated());
  }

  private static BridgeOptions options(NetworkSpec spec) {
    return options("network " + spec.name(), spec.options().orElse(BridgeOptions.USUAL));
  }

  /// @param whose for the message
  /// @throws NetworkException.InvalidParameter when the options are another driver's
  static BridgeOptions options(String whose, NetworkDriverOptions options) {
    return switch (options) {
      case BridgeOptions own -> own;
      case Object others ->
          throw new NetworkException.InvalidParameter(
              whose
                  + ": the bridge driver takes BridgeOptions, not "
                  + others.getClass().getSimpleName());
    };
  }

  private static void requireMtu(NetworkSpec spec, int mtu, Set<IpFamily> families) {
    if (mtu < least(families)) {
      throw new NetworkException.InvalidParameter(
          "network "
              + spec.name()
              + ": invalid MTU "
              + mtu
              + ": IPv6 needs "
              + LEAST_IPV6_MTU
              + " at least (RFC 8200 section 5)");
    }
  }

  /// The least MTU that the network's families allow.
  int leastMtu() {
    return least(families());
  }

  private static int least(Set<IpFamily> families) {
    return families.contains(IpFamily.V6) ? LEAST_IPV6_MTU : 0;
  }

  private static MacAddress mac(NetworkId id) {
    byte[] bytes = HexFormat.of().parseHex(id.value().substring(0, 2 * MAC_BYTES));
    bytes[0] = LOCAL_UNICAST;
    return MacAddress.of(bytes);
  }
}
