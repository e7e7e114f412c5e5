package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Ports of one network's endpoints that do not publish them now, kept for the next endpoint of the
/// same name: nobody else is given them. Sockets hold them that answer nobody, one for each port
/// and family, so that no other process gets them either; only what is published by a proxy alone,
/// and what is more than an endpoint holds, is merely noted.
///
/// Not for several threads: the network's lock keeps them apart.
public final class KeptPorts {

  private final HostPorts ports;
  private final Map<String, List<Kept>> byEndpoint = new HashMap<>();

  /// @param forgotten completed when no packet is translated any more because it was published
  private record Kept(PortLease lease, CompletableFuture<?> forgotten) {

    boolean fits(Collection<PublishedPort> requests, Set<IpFamily> families) {
      return families.contains(lease.family())
          && lease.bindings().stream().anyMatch(binding -> asked(requests, binding));
    }

    private static boolean asked(Collection<PublishedPort> requests, PortBinding binding) {
      return requests.stream()
          .anyMatch(request ->
              request.protocol() == binding.protocol()
                  && request.containerPorts().overlaps(binding.containerPorts()));
    }
  }

  public KeptPorts(HostPorts ports) {
    this.ports = ports;
  }

  /// Its double among a host's double of ports.
  public KeptPorts rehearsed(HostPorts others) {
    KeptPorts copy = new KeptPorts(others);
    byEndpoint.forEach((endpoint, all) -> {
      for (Kept kept : List.copyOf(all)) {
        PortLease lease = others.rehearsed(kept.lease());
        copy.of(endpoint).add(new Kept(lease, CompletableFuture.completedFuture(null)));
      }
    });
    return copy;
  }

  /// Keeps what an endpoint has published until now. Its proxies have ended.
  ///
  /// @param forgotten completed, in either way, when its flows are forgotten
  public void keep(String endpoint, List<PortLease> leases, CompletableFuture<?> forgotten) {
    for (PortLease lease : leases) {
      lease.silence();
      of(endpoint).add(new Kept(lease, forgotten));
    }
  }

  /// Keeps ports that nobody has, as after a restart: all of them, or none.
  ///
  /// @throws io.libnetwork.NetworkException.Conflict when somebody has one of them
  public void hold(String endpoint, List<PortBinding> bindings) {
    List<PortLease> held = ports.hold(new PortOwner(endpoint), bindings);
    keep(endpoint, held, CompletableFuture.completedFuture(null));
  }

  /// Gives back what is kept of what an endpoint asks for, which takes it at once; waits until its
  /// flows are forgotten.
  ///
  /// @return what it had
  public List<PortBinding> take(
      String endpoint, Collection<PublishedPort> requests, Set<IpFamily> families) {
    List<PortBinding> had = new ArrayList<>();
    for (Kept kept : List.copyOf(byEndpoint.getOrDefault(endpoint, List.of()))) {
      if (kept.fits(requests, families)) {
        HostPorts.awaitForgotten(kept.forgotten(), kept.lease());
        kept.lease().close();
        had.addAll(kept.lease().bindings());
        remove(endpoint, kept);
      }
    }
    return had;
  }

  /// Lets others have what is kept for an endpoint.
  ///
  /// @return completes when they can
  public CompletableFuture<Void> release(String endpoint) {
    List<Kept> kept = byEndpoint.remove(endpoint);
    return kept == null
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(
            kept.stream()
                .map(each -> PortLease.closeAll(List.of(each.lease()), each.forgotten()))
                .toArray(CompletableFuture<?>[]::new));
  }

  /// Lets others have what is kept for anybody.
  ///
  /// @return completes when they can
  public CompletableFuture<Void> releaseAll() {
    return CompletableFuture.allOf(
        List.copyOf(byEndpoint.keySet()).stream()
            .map(this::release)
            .toArray(CompletableFuture<?>[]::new));
  }

  private List<Kept> of(String endpoint) {
    return byEndpoint.computeIfAbsent(endpoint, _ -> new ArrayList<>());
  }

  private void remove(String endpoint, Kept gone) {
    byEndpoint.computeIfPresent(
        endpoint,
        (_, all) -> {
          all.remove(gone);
          return all.isEmpty() ? null : all;
        });
  }
}
