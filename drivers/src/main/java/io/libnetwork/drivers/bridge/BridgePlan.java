package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.firewall.NetworkElements;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
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
/// @param masquerade whether what leaves gets the host's address
/// @param addresses the bridge's own, at most one of each family
/// @param publishAddress where ports are published whose request names no address
record BridgePlan(
    NetworkId id,
    String network,
    InterfaceName bridge,
    MacAddress mac,
    OptionalInt mtu,
    boolean internal,
    boolean communication,
    boolean masquerade,
    List<InterfaceAddress> addresses,
    Optional<IpAddress> publishAddress) {

  private static final String PREFIX = "br-";
  private static final int LEAST_IPV6_MTU = 1_280;
  private static final int MAC_BYTES = 6;
  private static final int IPV6_BYTES = 16;
  private static final long LINK_LOCAL = 0xfe80_0000_0000_0000L;
  private static final int LINK_LOCAL_LENGTH = 64;
  private static final int UNIVERSAL_BIT = 0x02;
  private static final short BETWEEN_HALVES = (short) 0xfffe;
  private static final byte LOCAL_UNICAST = 0x02;

  BridgePlan {
    addresses = List.copyOf(addresses);
  }

  static BridgePlan of(NetworkSpec spec) {
    BridgeOptions options = options(spec);
    List<InterfaceAddress> addresses = addresses(spec);
    options.mtu().ifPresent(mtu -> requireMtu(spec, mtu, addresses));
    return new BridgePlan(
        spec.id(),
        spec.name(),
        options.name().orElseGet(() -> usualName(spec.id())),
        mac(spec.id()),
        options.mtu(),
        spec.internal(),
        options.communication(),
        options.masquerade(),
        addresses,
        options.publishAddress());
  }

  /// Whether a caller chose the bridge's name.
  boolean chosenName() {
    return !bridge.equals(usualName(id));
  }

  /// The families the network has.
  Set<IpFamily> families() {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    addresses.forEach(address -> families.add(address.family()));
    return families;
  }

  /// The bridge's own address in a family.
  Optional<InterfaceAddress> address(IpFamily family) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  /// The bridge's link-local address, made from its MAC address as RFC 4291 appendix A tells; empty
  /// without IPv6.
  Optional<InterfaceAddress> linkLocal() {
    byte[] hardware = mac.toBytes();
    byte[] bytes =
        ByteBuffer.allocate(IPV6_BYTES)
            .putLong(LINK_LOCAL)
            .put((byte) (hardware[0] ^ UNIVERSAL_BIT))
            .put(hardware, 1, 2)
            .putShort(BETWEEN_HALVES)
            .put(hardware, 3, 3)
            .array();
    return address(IpFamily.V6)
        .map(_ -> new InterfaceAddress(IpAddress.of(bytes), LINK_LOCAL_LENGTH));
  }

  NetworkElements elements() {
    Set<IpFamily> masqueraded = masquerade && !internal ? families() : Set.of();
    return new NetworkElements(bridge, internal, communication, masqueraded);
  }

  private static InterfaceName usualName(NetworkId id) {
    return new InterfaceName(PREFIX + id.abbreviated());
  }

  private static BridgeOptions options(NetworkSpec spec) {
    return switch (spec.options().orElse(BridgeOptions.USUAL)) {
      case BridgeOptions options -> options;
      case Object others ->
          throw new NetworkException.InvalidParameter(
              "network "
                  + spec.name()
                  + ": the bridge driver takes BridgeOptions, not "
                  + others.getClass().getSimpleName());
    };
  }

  private static List<InterfaceAddress> addresses(NetworkSpec spec) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      List<NetworkPool> pools = spec.pools(family);
      if (pools.size() > 1) {
        throw new NetworkException.Forbidden(
            "network "
                + spec.name()
                + " has "
                + pools.size()
                + " pools of "
                + family
                + ": a bridge network has one at most");
      }
      pools.forEach(pool -> addresses.add(gateway(spec, pool)));
    }
    if (addresses.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "network " + spec.name() + " has no pool: a bridge network needs one");
    }
    return addresses;
  }

  private static InterfaceAddress gateway(NetworkSpec spec, NetworkPool pool) {
    return pool.gateway()
        .filter(_ -> pool.prefix().length() > 0)
        .orElseThrow(() ->
            new NetworkException.InvalidParameter(
                "network "
                    + spec.name()
                    + ": pool "
                    + pool.prefix()
                    + " has no address for the bridge: give it one, or a larger pool"));
  }

  private static void requireMtu(NetworkSpec spec, int mtu, List<InterfaceAddress> addresses) {
    if (mtu < least(addresses)) {
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
    return least(addresses);
  }

  private static int least(List<InterfaceAddress> addresses) {
    boolean ipv6 = addresses.stream().anyMatch(address -> address.family() == IpFamily.V6);
    return ipv6 ? LEAST_IPV6_MTU : 0;
  }

  private static MacAddress mac(NetworkId id) {
    byte[] bytes = HexFormat.of().parseHex(id.value().substring(0, 2 * MAC_BYTES));
    bytes[0] = LOCAL_UNICAST;
    return MacAddress.of(bytes);
  }
}
