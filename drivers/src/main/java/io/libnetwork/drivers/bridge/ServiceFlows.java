package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.firewall.ServiceFront;
import io.libnetwork.linux.conntrack.Conntrack;
import io.libnetwork.linux.conntrack.Flow;
import io.libnetwork.linux.conntrack.FlowFilter;
import io.libnetwork.linux.conntrack.FlowTransport;
import io.libnetwork.linux.conntrack.TupleFilter;
import io.libnetwork.spi.ServiceBackend;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The connections that the kernel has led to a service's backends, as its tracking lists them.
///
/// @param fronts where they came in
record ServiceFlows(Host host, List<ServiceFront> fronts) {

  /// How many each of some backends has that have not ended.
  Map<EndpointId, Long> count(Collection<ServiceBackend> backends) {
    Map<IpAddress, EndpointId> owners = new HashMap<>();
    backends.forEach(
        backend -> backend.addresses().forEach(address -> owners.put(address, backend.id())));
    Map<EndpointId, Long> counts = new HashMap<>();
    for (Flow flow : list()) {
      EndpointId owner = owners.get(flow.reply().source());
      if (owner != null && led(flow)) {
        counts.merge(owner, 1L, Long::sum);
      }
    }
    return counts;
  }

  private List<Flow> list() {
    try (Conntrack conntrack = Conntrack.open(host.namespaceThread(), host.namespace())) {
      return conntrack.list(fronts.stream().map(ServiceFlows::filter).toList());
    }
  }

  private static FlowFilter filter(ServiceFront front) {
    TupleFilter port = TupleFilter.ANY.toPort(front.port());
    return FlowFilter.of(front.at().family(), front.protocol())
        .original(front.at().unspecified() ? port : port.to(front.at()));
  }

  /// Who asked a backend for itself, at a port that the service has at every address of the host,
  /// was not led there.
  private boolean led(Flow flow) {
    return !flow.over()
        && !flow.original().destination().equals(flow.reply().source())
        && flow.reply().transport() instanceof FlowTransport.Ports ports
        && fronts.stream().anyMatch(front -> front.target().number() == ports.source());
  }
}
