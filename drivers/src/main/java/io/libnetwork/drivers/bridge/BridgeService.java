package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.firewall.ServiceElements;
import io.libnetwork.drivers.firewall.ServiceFront;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverService;
import io.libnetwork.spi.ServiceBackend;
import io.libnetwork.spi.ServiceSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A service of a bridge network: its virtual addresses are the bridge's, and the firewall leads
/// what is sent there to the backends. Under the network's lock.
final class BridgeService implements DriverService {

  private final BridgeNetwork network;
  private final ServiceSpec spec;
  private final ServicePorts ports;

  /// Where connections come in.
  private final List<ServiceFront> fronts;

  private ServiceElements elements;

  /// Those that have connections, whether they get new ones or not.
  private final Map<EndpointId, ServiceBackend> backends = new LinkedHashMap<>();

  /// Those of them that serve it no more, where it is being deleted.
  private final Set<EndpointId> released = new HashSet<>();

  private BridgeService(
      BridgeNetwork network, ServiceSpec spec, ServicePorts ports, ServiceElements elements) {
    this.network = network;
    this.spec = spec;
    this.ports = ports;
    this.elements = elements;
    this.fronts = elements.fronts();
  }

  /// Guards the addresses before the bridge has them.
  static BridgeService create(BridgeNetwork network, ServiceSpec spec) {
    requireAddresses(network, spec);
    ServicePorts ports = ServicePorts.take(network, spec);
    BridgeService service = new BridgeService(network, spec, ports, elements(network, spec, ports));
    try {
      service.establish();
      return service;
    } catch (RuntimeException failure) {
      CompletableFuture<Void> _ = ports.giveBack(CompletableFuture.completedFuture(null));
      throw failure;
    }
  }

  private void establish() {
    network.firewall().addService(elements);
    try {
      spec.addresses().forEach(network::addVirtual);
      ports.serve();
      network.serves(this);
      ports.began();
    } catch (RuntimeException failure) {
      undo(failure, () -> withdraw(List.of()));
      throw failure;
    }
  }

  /// Takes over what a former process made.
  static BridgeService restored(
      BridgeNetwork network,
      ServiceSpec spec,
      Collection<ServiceBackend> led,
      Collection<ServiceBackend> resting,
      List<PortBinding> had) {
    ServicePorts ports = ServicePorts.restored(network, spec, had);
    BridgeService service = new BridgeService(network, spec, ports, elements(network, spec, ports));
    List<IpAddress> own = new ArrayList<>();
    for (ServiceBackend backend : led) {
      ServiceElements.Change _ = service.elements.put(backend.addresses(), backend.weight());
      own.addAll(service.keep(backend));
    }
    resting.forEach(backend -> own.addAll(service.keep(backend)));
    network.firewall().expect(service.elements, ServiceElements.backend(own));
    spec.addresses().forEach(network::addVirtual);
    ports.serve();
    network.serves(service);
    return service;
  }

  /// @return the addresses of one that has connections
  private List<IpAddress> keep(ServiceBackend backend) {
    backends.put(backend.id(), backend);
    boolean _ = endpoint(backend).serve();
    return backend.addresses();
  }

  /// Its double on its network's double.
  BridgeService rehearsed(BridgeNetwork noted, Function<EndpointId, DriverEndpoint> endpoints) {
    BridgeService copy = new BridgeService(noted, spec, ports.rehearsed(noted), elements.copy());
    backends.forEach((id, live) ->
        copy.backends.put(
            id, new ServiceBackend(id, endpoints.apply(id), live.addresses(), live.weight())));
    return copy;
  }

  @Override
  public List<PortBinding> ports() {
    return ports.bindings();
  }

  /// What is published and should be served by a proxy, and is not.
  List<PortProxy> unserved() {
    return ports.unserved();
  }

  @Override
  public void put(ServiceBackend backend) {
    boolean known = backends.containsKey(backend.id());
    boolean first = !known && endpoint(backend).serve();
    try {
      ServiceElements next = elements.copy();
      ServiceElements.Change change = put(next, backend);
      if (first) {
        change.come().addAll(ServiceElements.backend(backend.addresses()));
      }
      apply(next, change);
      backends.put(backend.id(), backend);
    } catch (RuntimeException failure) {
      if (!known) {
        undo(failure, () -> endpoint(backend).serveNoMore());
      }
      throw failure;
    }
  }

  private ServiceElements.Change put(ServiceElements next, ServiceBackend backend) {
    try {
      return next.put(backend.addresses(), backend.weight());
    } catch (IllegalStateException full) {
      throw new NetworkException.Unavailable(
          "service %s of network %s can lead to no further backend: %s"
              .formatted(spec.name(), network.plan().network(), full.getMessage()));
    }
  }

  @Override
  public void rest(EndpointId id) {
    ServiceBackend backend = backends.get(id);
    if (backend != null) {
      ServiceElements next = elements.copy();
      apply(next, next.remove(backend.addresses()));
    }
  }

  @Override
  public CompletableFuture<Void> remove(EndpointId id) {
    ServiceBackend backend = backends.get(id);
    if (backend == null) {
      return CompletableFuture.completedFuture(null);
    }
    ServiceElements next = elements.copy();
    ServiceElements.Change change = next.remove(backend.addresses());
    boolean last = endpoint(backend).serveNoMore();
    try {
      if (last) {
        change.gone().addAll(ServiceElements.backend(backend.addresses()));
      }
      apply(next, change);
    } catch (RuntimeException failure) {
      undo(failure, () -> endpoint(backend).serve());
      throw failure;
    }
    backends.remove(id);
    return endConnections(backend);
  }

  @Override
  public Map<EndpointId, Long> connections(Collection<ServiceBackend> led) {
    return new ServiceFlows(network.host(), fronts).count(led);
  }

  /// Asked again where it has failed, it goes on where it had come to.
  @Override
  public CompletableFuture<Void> delete() {
    List<ServiceBackend> all = List.copyOf(backends.values());
    List<IpAddress> alone = new ArrayList<>();
    all.stream()
        .filter(backend -> !released.contains(backend.id()) && endpoint(backend).servesOne())
        .forEach(backend -> alone.addAll(backend.addresses()));
    withdraw(ServiceElements.backend(alone));
    for (ServiceBackend backend : all) {
      if (!released.contains(backend.id())) {
        boolean _ = endpoint(backend).serveNoMore();
        released.add(backend.id());
      }
    }
    backends.clear();
    CompletableFuture<?>[] ended =
        all.stream().map(this::endConnections).toArray(CompletableFuture<?>[]::new);
    return ports.giveBack(CompletableFuture.allOf(ended));
  }

  /// The addresses first: while they are there they are guarded.
  ///
  /// @param besides what backends need, and do not any more
  private void withdraw(List<Element> besides) {
    network.servesNoMore(this);
    spec.addresses().forEach(network::removeVirtual);
    network.firewall().removeService(elements, besides);
  }

  private void apply(ServiceElements next, ServiceElements.Change change) {
    if (!change.gone().isEmpty() || !change.come().isEmpty()) {
      network.firewall().changeService(next, change.gone(), change.come());
    }
    elements = next;
  }

  private CompletableFuture<Void> endConnections(ServiceBackend backend) {
    return endpoint(backend).endConnections(ways(backend));
  }

  /// By which connections come to a backend.
  private List<PortBinding> ways(ServiceBackend backend) {
    List<PortBinding> ways = new ArrayList<>();
    for (ServiceFront front : fronts) {
      backend.addresses().stream()
          .filter(address -> address.family() == front.at().family())
          .forEach(address ->
              ways.add(
                  PortBinding.of(
                      front.protocol(), address, front.target(), front.at(), front.port())));
    }
    return ways;
  }

  private static void undo(RuntimeException failure, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private static BridgeEndpoint endpoint(ServiceBackend backend) {
    return (BridgeEndpoint) backend.endpoint();
  }

  private static ServiceElements elements(
      BridgeNetwork network, ServiceSpec spec, ServicePorts ports) {
    List<ServiceFront> fronts = new ArrayList<>(ports.fronts());
    for (IpAddress address : spec.addresses()) {
      spec.ports()
          .forEach(port ->
              fronts.add(new ServiceFront(address, port.protocol(), port.port(), port.target())));
    }
    return new ServiceElements(network.plan().bridge(), spec.addresses(), fronts, spec.balancing());
  }

  /// Where the host has no address it answers for none, and hides nobody behind one.
  private static void requireAddresses(BridgeNetwork network, ServiceSpec spec) {
    for (IpAddress address : spec.addresses()) {
      if (network.plan().address(address.family()).isEmpty()) {
        throw new NetworkException.NotImplemented(
            "service %s cannot have the address %s: network %s is isolated, so the host has no part in it; make it with ServiceOption.RoundRobin"
                .formatted(spec.name(), address, network.plan().network()));
      }
    }
  }
}
