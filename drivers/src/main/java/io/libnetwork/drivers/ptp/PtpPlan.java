package io.libnetwork.drivers.ptp;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.RoutedElements;
import io.libnetwork.drivers.publish.PublishPlan;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a point-to-point network will be, decided and checked before the kernel is asked for
/// anything.
///
/// @param id the network's id
/// @param network the network's name
/// @param hub the name of its hub
/// @param mac the hub's MAC address
/// @param internal whether there is no way out
/// @param options what was asked for
/// @param gateways the network's families, and how each meets the outside
/// @param addresses the host's own on the network, one of each family
/// @param policy where and for whom ports are published whose request does not say
record PtpPlan(
    NetworkId id,
    String network,
    InterfaceName hub,
    MacAddress mac,
    boolean internal,
    PtpOptions options,
    Map<IpFamily, Gateway> gateways,
    List<InterfaceAddress> addresses,
    PublishPolicy policy) {

  private static final String PREFIX = "ptp-";
  private static final int DIGITS = 11;
  private static final int MAC_BYTES = 6;
  private static final byte LOCAL_UNICAST = 0x02;
  private static final int LEAST_IPV6_MTU = 1_280;

  PtpPlan {
    gateways = Map.copyOf(gateways);
    addresses = List.copyOf(addresses);
  }

  static PtpPlan of(NetworkSpec spec, PublishPolicy usual) {
    PtpOptions options = options("network " + spec.name(), spec.options().orElse(PtpOptions.USUAL));
    Map<IpFamily, Gateway> gateways = gateways(spec, options);
    requireMtu(spec, options, gateways.keySet());
    return new PtpPlan(
        spec.id(),
        spec.name(),
        new InterfaceName(PREFIX + spec.id().value().substring(0, DIGITS)),
        mac(spec.id()),
        spec.internal(),
        options,
        gateways,
        spec.pools().stream().map(pool -> address(spec, pool)).toList(),
        options.publishing().map(policy -> policy.within(usual)).orElse(usual));
  }

  /// @param whose for the message
  /// @throws NetworkException.InvalidParameter when the options are another driver's
  static PtpOptions options(String whose, NetworkDriverOptions options) {
    return switch (options) {
      case PtpOptions own -> own;
      case Object others ->
          throw new NetworkException.InvalidParameter(
              "%s: the ptp driver takes PtpOptions, not %s"
                  .formatted(whose, others.getClass().getSimpleName()));
    };
  }

  /// The families the network has.
  Set<IpFamily> families() {
    return gateways.keySet();
  }

  /// The host's own address in a family.
  Optional<InterfaceAddress> address(IpFamily family) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  /// Whom containers ask for everything in a family of the network.
  IpAddress gateway(IpFamily family) {
    return address(family).orElseThrow().address();
  }

  /// The least MTU that the network's families allow.
  int leastMtu() {
    return families().contains(IpFamily.V6) ? LEAST_IPV6_MTU : 0;
  }

  OptionalInt mtu() {
    return options.mtu();
  }

  /// The network as the firewall sees it.
  RoutedElements elements(LinkGroup group) {
    return new RoutedElements(
        hub,
        group,
        internal,
        options.communication(),
        options.antiSpoofing(),
        gateways,
        options.trusted());
  }

  /// What decides how endpoints publish ports.
  PublishPlan publishing() {
    return new PublishPlan(
        network, Optional.empty(), internal, gateways, options.trusted(), policy);
  }

  private static Map<IpFamily, Gateway> gateways(NetworkSpec spec, PtpOptions options) {
    Map<IpFamily, Gateway> gateways = new EnumMap<>(IpFamily.class);
    for (NetworkPool pool : spec.pools()) {
      IpFamily family = pool.prefix().family();
      if (gateways.put(family, options.gateway(family)) != null) {
        throw new NetworkException.Forbidden(
            "network %s has %d pools of %s: a point-to-point network has one at most"
                .formatted(spec.name(), spec.pools(family).size(), family));
      }
    }
    if (gateways.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "network " + spec.name() + " has no pool: a point-to-point network needs one");
    }
    return gateways;
  }

  private static InterfaceAddress address(NetworkSpec spec, NetworkPool pool) {
    return pool.gateway()
        .filter(_ -> pool.prefix().length() > 0)
        .orElseThrow(() ->
            new NetworkException.InvalidParameter(
                "network %s: pool %s has no address for the host: give it one, or a larger pool"
                    .formatted(spec.name(), pool.prefix())));
  }

  private static void requireMtu(NetworkSpec spec, PtpOptions options, Set<IpFamily> families) {
    boolean small = options.mtu().isPresent() && options.mtu().getAsInt() < LEAST_IPV6_MTU;
    if (small && families.contains(IpFamily.V6)) {
      throw new NetworkException.InvalidParameter(
          "network %s: invalid MTU %d: IPv6 needs %d at least (RFC 8200 section 5)"
              .formatted(spec.name(), options.mtu().getAsInt(), LEAST_IPV6_MTU));
    }
  }

  private static MacAddress mac(NetworkId id) {
    byte[] bytes = HexFormat.of().parseHex(id.value().substring(0, 2 * MAC_BYTES));
    bytes[0] = LOCAL_UNICAST;
    return MacAddress.of(bytes);
  }
}
