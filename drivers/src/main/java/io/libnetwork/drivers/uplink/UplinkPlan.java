package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference.Whose;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a network on an uplink will be, checked as far as it can be without asking the kernel.
///
/// @param id the network's id
/// @param network the network's name
/// @param internal whether there is no way out
/// @param pools the network's
/// @param uplink what is asked of the parent
/// @param standing how endpoints stand on it
public record UplinkPlan(
    NetworkId id,
    String network,
    boolean internal,
    List<NetworkPool> pools,
    Uplink uplink,
    Standing standing) {

  private static final int LEAST_IPV6_MTU = 1_280;

  /// @throws NetworkException.InvalidParameter when the parts contradict each other
  public UplinkPlan {
    pools = List.copyOf(pools);
  }

  /// The plan of a network.
  ///
  /// @throws NetworkException.InvalidParameter when what is asked contradicts itself
  public static UplinkPlan of(NetworkSpec spec, Uplink uplink, Standing standing) {
    UplinkPlan plan =
        new UplinkPlan(spec.id(), spec.name(), spec.internal(), spec.pools(), uplink, standing);
    plan.requirePools();
    plan.requireMtu();
    uplink.parent().ifPresent(Tagged::of);
    uplink.hostAccess().ifPresent(plan::requireSense);
    return plan;
  }

  private void requirePools() {
    if (pools.isEmpty()) {
      throw invalid("it has no pool: a network on a parent needs one");
    }
  }

  private void requireMtu() {
    int mtu = uplink.mtu().orElse(LEAST_IPV6_MTU);
    if (families().contains(IpFamily.V6) && mtu < LEAST_IPV6_MTU) {
      throw invalid(
          "invalid MTU %d: IPv6 needs %d at least (RFC 8200 section 5)"
              .formatted(mtu, LEAST_IPV6_MTU));
    }
  }

  /// An address that is the host's must be nobody else's.
  private void requireSense(HostAccess access) {
    for (IpAddress address : access.addresses()) {
      if (pools.stream().noneMatch(pool -> pool.auxiliary().containsValue(address))) {
        throw invalid(
            "the host's address %s is not kept for it: expected one that is an auxiliary address of a pool, so that no container gets it"
                .formatted(address));
      }
    }
    standing
        .hostAccessRefusal(families().stream().allMatch(family -> own(family).isPresent()))
        .ifPresent(why -> {
          throw invalid(why);
        });
  }

  /// The families the network has.
  Set<IpFamily> families() {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    pools.forEach(pool -> families.add(pool.prefix().family()));
    return families;
  }

  /// The host's own address among the containers, in a family.
  Optional<IpAddress> own(IpFamily family) {
    return uplink.hostAccess().stream()
        .flatMap(access -> access.addresses().stream())
        .filter(address -> address.family() == family)
        .findFirst();
  }

  /// The name of the link it stands on.
  InterfaceName parent() {
    return uplink.parent().orElseGet(() -> named("d" + standing.kind().charAt(0)));
  }

  /// Whether it stands on a link of its own, which leads nowhere.
  boolean alone() {
    return uplink.parent().isEmpty();
  }

  /// The parent as a VLAN of another link, where its name says so.
  Optional<Tagged> tagged() {
    return uplink.parent().flatMap(Tagged::of);
  }

  /// The name of the host's interface among the containers.
  InterfaceName shim() {
    return named("h" + standing.kind().charAt(0));
  }

  private InterfaceName named(String prefix) {
    return new InterfaceName(prefix + "-" + id.abbreviated());
  }

  /// The way out of who has an address of it.
  Optional<IpAddress> gateway(InterfaceAddress address) {
    return internal || alone()
        ? Optional.empty()
        : pools.stream()
            .filter(pool -> pool.prefix().contains(address.address()))
            .flatMap(pool -> pool.gateway().stream())
            .map(InterfaceAddress::address)
            .findFirst();
  }

  /// Its prefixes, without those that are everywhere.
  List<IpPrefix> prefixes() {
    return pools.stream().map(NetworkPool::prefix).filter(prefix -> prefix.length() > 0).toList();
  }

  Whose whose() {
    return Whose.network(network);
  }

  NetworkException.InvalidParameter invalid(String why) {
    return new NetworkException.InvalidParameter("network " + network + ": " + why);
  }
}
