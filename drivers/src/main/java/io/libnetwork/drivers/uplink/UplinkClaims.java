package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/// Which networks stand on which links of a host, whatever kind they are of: one book for all
/// drivers. The kernel does not tell who stands on a link from another namespace.
///
/// Who makes a parent, or takes one away, does so under its lock ([#exclusively]): what is the
/// first network's to make is the last one's to remove.
public final class UplinkClaims {

  private static final Map<Host, UplinkClaims> OF_HOSTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  /// Guarded by this.
  private final Map<NetworkId, UplinkPlan> plans = new LinkedHashMap<>();

  /// Links that networks have for themselves, with nothing standing on them. Guarded by this.
  private final Map<InterfaceName, WholeOwner> whole = new HashMap<>();

  private record WholeOwner(NetworkId id, String name) {}

  private UplinkClaims() {}

  /// Those of a host.
  public static UplinkClaims of(Host host) {
    return OF_HOSTS.computeIfAbsent(host, _ -> new UplinkClaims());
  }

  /// The same claims, for a plan.
  public synchronized UplinkClaims copy() {
    UplinkClaims copy = new UplinkClaims();
    copy.plans.putAll(plans);
    copy.whole.putAll(whole);
    return copy;
  }

  /// Does something while nobody else makes a claim, or gives one back.
  synchronized <T> T exclusively(Supplier<T> work) {
    return work.get();
  }

  /// Claims links for a network that moves them away, so that nothing can stand on them.
  ///
  /// @throws NetworkException.Conflict when a network has one of them, or stands on it
  public synchronized void takeWhole(NetworkId id, String network, List<InterfaceName> links) {
    WholeOwner owner = new WholeOwner(id, network);
    for (InterfaceName link : links) {
      user(link, owner)
          .ifPresent(other -> {
            throw new NetworkException.Conflict(
                "network %s: link %s is network %s's".formatted(network, link, other));
          });
    }
    links.forEach(link -> whole.put(link, owner));
  }

  private Optional<String> user(InterfaceName link, WholeOwner but) {
    return Optional.ofNullable(whole.get(link))
        .filter(other -> !other.id().equals(but.id()))
        .map(WholeOwner::name)
        .or(() ->
            plans.values().stream()
                .filter(plan -> standsOn(plan, link))
                .map(UplinkPlan::network)
                .findFirst());
  }

  /// A VLAN goes with the link that it is on.
  private static boolean standsOn(UplinkPlan plan, InterfaceName link) {
    return plan.parent().equals(link)
        || plan.tagged().filter(tagged -> tagged.base().equals(link)).isPresent();
  }

  /// Gives back the links that a network had for itself.
  public synchronized void giveBackWhole(NetworkId network) {
    whole.values().removeIf(owner -> owner.id().equals(network));
  }

  /// Claims a parent for a network.
  ///
  /// @throws NetworkException.Conflict when a network is there that it cannot be beside
  synchronized void take(UplinkPlan plan) {
    whole.forEach((link, owner) -> {
      if (standsOn(plan, link)) {
        throw new NetworkException.Conflict(
            "network %s cannot be on parent %s: network %s has link %s for itself"
                .formatted(plan.network(), plan.parent(), owner.name(), link));
      }
    });
    for (UplinkPlan other : on(plan.parent())) {
      if (!other.id().equals(plan.id())) {
        requireBeside(plan, other);
      }
    }
    plans.put(plan.id(), plan);
  }

  /// Gives a network's parent back. One that is not claimed is not an error.
  synchronized void giveBack(UplinkPlan plan) {
    plans.remove(plan.id());
  }

  /// The networks on a link.
  synchronized List<UplinkPlan> on(InterfaceName parent) {
    return plans.values().stream().filter(plan -> plan.parent().equals(parent)).toList();
  }

  /// Whether a network stands on any link.
  synchronized boolean has(NetworkId network) {
    return plans.containsKey(network);
  }

  synchronized void giveBackAll(Collection<UplinkPlan> some) {
    some.forEach(this::giveBack);
  }

  private static void requireBeside(UplinkPlan plan, UplinkPlan other) {
    plan.standing()
        .refusalBeside(other.standing())
        .ifPresent(why -> {
          throw conflict(plan, other, why);
        });
    for (IpPrefix prefix : plan.prefixes()) {
      Optional<IpPrefix> same = other.prefixes().stream().filter(prefix::overlaps).findFirst();
      if (same.isPresent()) {
        throw conflict(
            plan,
            other,
            "its pool %s and this one's pool %s overlap".formatted(same.get(), prefix));
      }
    }
  }

  private static NetworkException.Conflict conflict(UplinkPlan plan, UplinkPlan other, String why) {
    return new NetworkException.Conflict(
        "network %s cannot be on parent %s: network %s is there, and %s"
            .formatted(plan.network(), plan.parent(), other.network(), why));
  }
}
