package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.drivers.firewall.ServiceFront;
import io.libnetwork.drivers.ports.PortLease;
import io.libnetwork.drivers.ports.PortOwner;
import io.libnetwork.drivers.ports.Terms;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.drivers.publish.ProxiedLeases;
import io.libnetwork.drivers.publish.Publication;
import io.libnetwork.spi.ServiceSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a service has of the host for what it publishes, from when it is made until it is deleted.
///
/// What the kernel translates comes in by the service's maps, as what is for its own addresses
/// does. A proxy leads what is left to the service's own address, whose connections are shared out
/// as those of the host's are.
///
/// But for [#unserved] not for several threads: the network's lock keeps them apart.
final class ServicePorts {

  private static final Logger LOG = LoggerFactory.getLogger(ServicePorts.class);

  private final BridgeNetwork network;
  private final ServiceSpec spec;
  private final List<PortLease> leases;
  private final ProxiedLeases proxied;

  private ServicePorts(BridgeNetwork network, ServiceSpec spec, List<PortLease> leases) {
    this.network = network;
    this.spec = spec;
    this.leases = List.copyOf(leases);
    this.proxied = new ProxiedLeases(network.proxies());
  }

  /// Takes all that is to be published, or nothing.
  static ServicePorts take(BridgeNetwork network, ServiceSpec spec) {
    Publication.require(network.publishing(), "service " + spec.name(), spec.published());
    spec.published().forEach(port -> requireTranslated(network, spec, port));
    return new ServicePorts(network, spec, lease(network, spec, List.of()));
  }

  /// As [#take], after a restart: what was chosen stays the same if it can. Where somebody has a
  /// port by now nothing is published, and the service goes on without.
  static ServicePorts restored(BridgeNetwork network, ServiceSpec spec, List<PortBinding> had) {
    try {
      return new ServicePorts(network, spec, lease(network, spec, had));
    } catch (RuntimeException refused) {
      LOG.error("service {} publishes nothing any more", spec.name(), refused);
      return new ServicePorts(network, spec, List.of());
    }
  }

  /// Its double on its network's double.
  ServicePorts rehearsed(BridgeNetwork noted) {
    PortOwner owner = PortOwner.service(spec.name());
    List<PortLease> doubles =
        leases.stream().map(lease -> noted.ports().rehearsed(lease, owner)).toList();
    return new ServicePorts(noted, spec, doubles);
  }

  private static List<PortLease> lease(
      BridgeNetwork network, ServiceSpec spec, List<PortBinding> had) {
    if (spec.published().isEmpty()) {
      return List.of();
    }
    PortOwner owner = PortOwner.service(spec.name());
    List<PublishedPort> ports = Publication.limited(network.publishing(), spec.published());
    List<IpAddress> own = translated(network, spec);
    Terms terms = network.plan().publishing().terms(translated(network));
    List<List<PortLease>> got =
        had.isEmpty()
            ? network.ports().lease(owner, ports, own, terms)
            : network.ports().restore(owner, ports, own, terms, had);
    return got.stream().flatMap(List::stream).toList();
  }

  /// The families of the host; of one that the network has none of, a proxy leads to the other.
  private static Set<IpFamily> translated(BridgeNetwork network) {
    return EnumSet.allOf(IpFamily.class).stream()
        .filter(family -> network.plan().gateway(family).mode().translates())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<IpAddress> translated(BridgeNetwork network, ServiceSpec spec) {
    Set<IpFamily> families = translated(network);
    return spec.addresses().stream().filter(each -> families.contains(each.family())).toList();
  }

  /// A service's own addresses are its network's alone: there is nothing to be opened to others
  /// where the host's are not translated.
  private static void requireTranslated(
      BridgeNetwork network, ServiceSpec spec, PublishedPort port) {
    if (translated(network, spec).isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "service %s cannot publish %s: network %s is routed, and a service is published at addresses of the host alone; expected a network in the mode nat"
              .formatted(spec.name(), port, network.plan().network()));
    }
  }

  /// What it has.
  List<PortBinding> bindings() {
    return leases.stream().flatMap(lease -> lease.bindings().stream()).toList();
  }

  /// Where connections come in that the kernel translates.
  List<ServiceFront> fronts() {
    return fronts(spec, translated());
  }

  /// Where connections come in by some bindings.
  static List<ServiceFront> fronts(ServiceSpec spec, List<PortBinding> bindings) {
    List<ServiceFront> fronts = new ArrayList<>();
    for (PortBinding binding : bindings) {
      for (int i = 0; i < binding.hostPorts().size(); i++) {
        Port own = new Port(binding.containerPort().number() + i);
        fronts.add(
            new ServiceFront(
                binding.hostAddress(),
                binding.protocol(),
                new Port(binding.hostPort().number() + i),
                target(spec, binding, own),
                binding.sources()));
      }
    }
    return fronts;
  }

  private static Port target(ServiceSpec spec, PortBinding binding, Port own) {
    return spec.ports().stream()
        .filter(port -> port.protocol() == binding.protocol() && port.port().equals(own))
        .map(ServicePort::target)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("service %s has no port %s".formatted(spec.name(), own)));
  }

  private List<PortBinding> translated() {
    return leases.stream()
        .filter(PortLease::translated)
        .flatMap(lease -> lease.bindings().stream())
        .toList();
  }

  /// Has a proxy serve what needs one; to be called when the host has the service's addresses.
  void serve() {
    proxied.serve(leases);
  }

  /// To be told when the firewall knows a new service: who sent datagrams to its ports before is
  /// led anew. Nobody waits for that.
  void began() {
    CompletableFuture<Void> _ = network.flows().published(translated());
  }

  /// Those that a proxy is to serve, and does not. Safe from every thread.
  List<PortProxy> unserved() {
    return proxied.unserved();
  }

  /// Gives all of it back, of which the firewall knows no more.
  ///
  /// @param forgotten completes when no connection by these ports is remembered
  /// @return completes when others can have them
  CompletableFuture<Void> giveBack(CompletableFuture<Void> forgotten) {
    proxied.end(leases);
    return PortLease.closeAll(leases, forgotten);
  }
}
