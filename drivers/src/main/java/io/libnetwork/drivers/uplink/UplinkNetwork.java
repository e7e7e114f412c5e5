package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A network on a link of the host. Of itself it has nothing in the kernel but, where the parent is
/// ours to make, that; and where the host is let in, its interface while there are containers.
final class UplinkNetwork implements DriverNetwork {

  private final UplinkPlan plan;
  private final UplinkHost host;
  private final Parents parents;
  private final HostShim shim;
  private final Consumer<NetworkId> deleted;

  /// Empty while it is gone; changed under the network's lock.
  private volatile Optional<Parent> parent;

  /// Those a sandbox has joined; changed under the network's lock.
  private final Set<UplinkEndpoint> joined = ConcurrentHashMap.newKeySet();

  /// MAC addresses of links that are being removed, each with when it is free: the kernel has one
  /// of each on a parent.
  private final Map<MacAddress, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

  private UplinkNetwork(
      UplinkPlan plan, UplinkHost host, Optional<Parent> parent, Consumer<NetworkId> deleted) {
    this.plan = plan;
    this.host = host;
    this.parents = new Parents(host);
    this.parent = parent;
    this.deleted = deleted;
    this.shim = new HostShim(plan, host);
  }

  /// Makes a network.
  ///
  /// @param deleted is told when it is deleted
  static UplinkNetwork create(UplinkPlan plan, UplinkHost host, Consumer<NetworkId> deleted) {
    Parents parents = new Parents(host);
    Parent parent = parents.claim(plan);
    UplinkNetwork network = new UplinkNetwork(plan, host, Optional.of(parent), deleted);
    try {
      network.shim.requireSources(parent);
      return network;
    } catch (RuntimeException failure) {
      try {
        parents.release(plan).announced().join();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /// Takes over a network that was there.
  static UplinkNetwork restored(UplinkPlan plan, UplinkHost host, Consumer<NetworkId> deleted) {
    return new UplinkNetwork(plan, host, new Parents(host).claimAgain(plan), deleted);
  }

  /// One that should be there, of which nothing is done.
  static UplinkNetwork planned(UplinkPlan plan, UplinkHost host) {
    return new UplinkNetwork(plan, host, new Parents(host).find(plan), _ -> {});
  }

  /// Its double on a host's double.
  UplinkNetwork rehearsed(UplinkHost noted) {
    UplinkNetwork copy = new UplinkNetwork(plan, noted, parent, _ -> {});
    copy.shim.like(shim);
    return copy;
  }

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec spec) {
    requireSense(spec);
    return new UplinkEndpoint(this, spec);
  }

  private void requireSense(EndpointSpec spec) {
    if (spec.options().isPresent()) {
      throw invalid(
          spec,
          "%s endpoints take no driver options, and were given %s"
              .formatted(plan.standing().kind(), spec.options().get()));
    }
    if (!spec.ports().isEmpty()) {
      throw invalid(
          spec,
          "port %s cannot be published: its containers have addresses of their own on the parent's segment; connect to those, or join a bridge network too and publish there"
              .formatted(spec.ports().getFirst()));
    }
    spec.hostInterface()
        .ifPresent(name -> {
          throw invalid(spec, "there is no interface at the host's end to be named " + name);
        });
  }

  private NetworkException.InvalidParameter invalid(EndpointSpec spec, String why) {
    return new NetworkException.InvalidParameter(
        "endpoint %s of network %s: %s".formatted(spec.name(), plan.network(), why));
  }

  /// The parent, which must be there.
  ///
  /// @throws NetworkException.Unavailable when it is gone
  Parent requireParent() {
    if (parent.isEmpty()) {
      parentMayBeBack();
    }
    return parent.orElseThrow(() -> Refusals.parentGone(plan));
  }

  /// Looks for the parent again.
  ///
  /// @return whether it is another one than before, or there again
  boolean parentMayBeBack() {
    Optional<Parent> before = parent;
    parent = parents.present(plan);
    host.watch().found(this);
    return parent.isPresent() && !parent.map(Parent::index).equals(before.map(Parent::index));
  }

  /// Whether the parent is the one it was, with the addresses that the host needs: looked at
  /// without the network's lock, for a hint.
  boolean seemsAsBefore() {
    try {
      Optional<Parent> now = parents.find(plan);
      return now.isPresent()
          && now.map(Parent::index).equals(parent.map(Parent::index))
          && shim.seemsAsBefore(now.get());
    } catch (NetlinkException goneMeanwhile) {
      // Whoever follows the hint looks again.
      return false;
    }
  }

  @Override
  public List<Difference> examine(Collection<DriverEndpoint> endpoints) {
    return new UplinkExamination(host).network(this, endpoints);
  }

  @Override
  public Reconciliation mend(Collection<DriverEndpoint> endpoints) {
    return new UplinkMending(this, host).mend(endpoints);
  }

  void joined(UplinkEndpoint endpoint) {
    joined.add(endpoint);
  }

  /// Notes a MAC address that is free when a removal is through.
  void leaving(Optional<MacAddress> mac, Removal removal) {
    mac.ifPresent(own -> {
      CompletableFuture<Void> free = removal.released();
      leaving.put(own, free);
      var _ = free.whenComplete((_, _) -> leaving.remove(own, free));
    });
  }

  /// Waits for a MAC address that is about to be free.
  void awaitFree(Optional<MacAddress> mac) {
    mac.map(leaving::get)
        .ifPresent(free -> Patience.await(free, "the former link with MAC address " + mac.get()));
  }

  /// Notes that an endpoint has been left; with the last one the host's interface goes.
  Removal left(UplinkEndpoint endpoint) {
    joined.remove(endpoint);
    return shim.dismiss(endpoint, joined.isEmpty());
  }

  @Override
  public Removal delete() {
    host.watch().forget(this);
    deleted.accept(plan.id());
    return shim.remove().and(parents.release(plan));
  }

  /// The names of the links without which it does not work.
  List<InterfaceName> watched() {
    List<InterfaceName> names = new ArrayList<>();
    names.add(plan.parent());
    plan.tagged().ifPresent(tagged -> names.add(tagged.base()));
    return names;
  }

  UplinkPlan plan() {
    return plan;
  }

  Optional<Parent> parent() {
    return parent;
  }

  Parents parents() {
    return parents;
  }

  HostShim shim() {
    return shim;
  }

  UplinkHost host() {
    return host;
  }

  /// Those a sandbox has joined.
  Set<UplinkEndpoint> joined() {
    return joined;
  }
}
