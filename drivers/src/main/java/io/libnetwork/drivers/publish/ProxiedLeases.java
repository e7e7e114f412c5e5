package io.libnetwork.drivers.publish;

import io.libnetwork.drivers.ports.PortLease;
import io.libnetwork.drivers.ports.ProxiedPort;
import io.libnetwork.drivers.proxy.PortProxies;
import io.libnetwork.drivers.proxy.PortProxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What of an endpoint's ports is served by a proxy at this moment.
///
/// But for [#unserved] not for several threads: the network's lock keeps them apart.
public final class ProxiedLeases {

  private final PortProxies proxies;
  private final Map<PortLease, List<PortProxy>> served = new ConcurrentHashMap<>();

  public ProxiedLeases(PortProxies proxies) {
    this.proxies = proxies;
  }

  /// Begins to serve what a proxy is to serve of some leases, all or nothing, in one step.
  public void serve(Collection<PortLease> leases) {
    List<ProxiedPort> held = new ArrayList<>();
    leases.forEach(lease -> held.addAll(lease.proxied()));
    List<PortProxy> opened = proxies.serve(held);
    int start = 0;
    for (PortLease lease : leases) {
      int end = start + lease.proxied().size();
      if (end > start) {
        served.put(lease, opened.subList(start, end));
      }
      start = end;
    }
  }

  /// Ends what is served of some leases. What is not served is left as it is.
  public void end(Collection<PortLease> leases) {
    List<PortProxy> ending = new ArrayList<>();
    for (PortLease lease : leases) {
      List<PortProxy> present = served.remove(lease);
      if (present != null) {
        ending.addAll(present);
      }
    }
    proxies.close(ending);
  }

  /// Those at which nobody listens any more, though nobody has ended them here. Safe from every
  /// thread.
  public List<PortProxy> unserved() {
    return served.values().stream()
        .flatMap(List::stream)
        .filter(proxy -> !proxy.serving())
        .toList();
  }
}
