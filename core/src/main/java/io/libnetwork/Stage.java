package io.libnetwork;

import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.IpamRehearsal;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Rehearsal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where one operation is rehearsed: the doubles of a controller and of all its objects, and what
/// they have noted.
///
/// The doubles run the code of the objects they stand for. What makes them doubles is whom they
/// ask: drivers, IPAM drivers, store and namespaces are doubles too, which note what would be done.
/// The copying takes as long as there are objects; nothing is locked meanwhile, so what other
/// operations do at the same time may be in it or not.
final class Stage implements Notes, AutoCloseable {

  private final StageRandom random = new StageRandom();
  private final List<PlannedStep> steps = new ArrayList<>();
  private final OpenResources opened = new OpenResources("a plan");
  private final Map<String, Rehearsal> drivers = new HashMap<>();
  private final Map<String, IpamRehearsal> ipam = new HashMap<>();
  private final IdentityHashMap<Network, Network> networks = new IdentityHashMap<>();
  private final IdentityHashMap<Endpoint, Endpoint> endpoints = new IdentityHashMap<>();
  private final IdentityHashMap<Sandbox, Sandbox> sandboxes = new IdentityHashMap<>();
  private final ControllerCore core;

  Stage(ControllerCore live) {
    this.core = new ControllerCore(live, this);
    core.networks().knowAllOf(live.networks());
    core.networkRegistry().claimAllOf(live.networkRegistry());
    core.sandboxRegistry().claimAllOf(live.sandboxRegistry());
    live.drivers().made().forEach(driver -> core.drivers().get(driver.name()));
    for (Network network : live.networkRegistry().inOrderOfAdding()) {
      core.networkRegistry().add(network.id(), network(network));
    }
    for (Sandbox sandbox : live.sandboxRegistry().inOrderOfAdding()) {
      core.sandboxRegistry().add(sandbox.id(), sandbox(sandbox));
    }
    steps.clear();
  }

  @Override
  public void note(PlannedStep step) {
    steps.add(step);
  }

  /// Notes what was opened to be read, and is closed with this.
  void opened(AutoCloseable resource) {
    opened.add(resource);
  }

  StageRandom random() {
    return random;
  }

  /// Those that make the doubles of a controller's drivers.
  List<NetworkDriverFactory> drivers(DriverRegistry live) {
    return live.names().stream().map(name -> factory(name, live)).toList();
  }

  private NetworkDriverFactory factory(String name, DriverRegistry live) {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public NetworkDriver create(Host host, HostParameters parameters) {
        Rehearsal rehearsal = rehearsal(live.get(name), parameters);
        drivers.put(name, rehearsal);
        return rehearsal.driver();
      }
    };
  }

  /// Where the doubles are found of drivers that a controller was not given.
  DriverSource source(DriverRegistry live, IpamRegistry ipamDrivers) {
    return new DriverSource() {
      @Override
      public Optional<NetworkDriverFactory> networkDriver(String name) {
        NetworkDriver _ = live.get(name);
        return Optional.of(factory(name, live));
      }

      @Override
      public Optional<IpamDriver> ipamDriver(String name) {
        return Optional.of(twin(ipamDrivers.get(name)));
      }

      @Override
      public NetworkDriverFactory formerNetworkDriver(String name) {
        return factory(name, live);
      }

      @Override
      public IpamDriver formerIpamDriver(String name) {
        return twin(ipamDrivers.get(name));
      }

      @Override
      public void close() {}
    };
  }

  private Rehearsal rehearsal(NetworkDriver driver, HostParameters parameters) {
    return driver.rehearsal(parameters, this).orElseGet(() -> new UnclearDriver(driver, this));
  }

  /// The doubles of a controller's IPAM drivers.
  List<IpamDriver> ipam(IpamRegistry live) {
    List<IpamDriver> doubles = new ArrayList<>();
    live.all().forEach(driver -> doubles.add(twin(driver)));
    return doubles;
  }

  private IpamDriver twin(IpamDriver driver) {
    IpamRehearsal rehearsal = driver.rehearsal().orElseGet(() -> new UnclearIpam(driver, this));
    ipam.put(driver.name(), rehearsal);
    return rehearsal.driver();
  }

  ControllerCore core() {
    return core;
  }

  Controller controller() {
    return new Controller(core);
  }

  /// The double of a network, with all of its endpoints.
  Network network(Network live) {
    Network present = networks.get(live);
    return present != null ? present : copy(live);
  }

  /// The double of an endpoint, joined by the double of its sandbox.
  Endpoint endpoint(Endpoint live) {
    Network network = network(live.network());
    Endpoint present = endpoints.get(live);
    return present != null ? present : copy(live, network);
  }

  Sandbox sandbox(Sandbox live) {
    Sandbox present = sandboxes.get(live);
    return present != null ? present : copy(live);
  }

  /// The double of a reservation; one that has ended where that has.
  Reservation reservation(Reservation live) {
    Network network = network(live.network());
    return network.findReservation(live.name()).orElseGet(() -> copy(live, network));
  }

  /// The double of a service; one that has ended where that has.
  Service service(Service live) {
    Network network = network(live.network());
    return network
        .findService(live.name())
        .orElseGet(() -> core.services().rehearsed(live, network, endpointsOf(network)));
  }

  private static Map<EndpointId, Endpoint> endpointsOf(Network network) {
    return network.endpoints().stream().collect(Collectors.toMap(Endpoint::id, each -> each));
  }

  private void copyServices(Network live, Network copy) {
    Map<EndpointId, Endpoint> doubles = endpointsOf(copy);
    for (Service service : live.services()) {
      Service made = core.services().rehearsed(service, copy, doubles);
      made.made(
          service
              .driverService()
              .map(driver ->
                  rehearsal(live)
                      .service(
                          driver,
                          copy.driverNetwork(),
                          id -> Objects.requireNonNull(doubles.get(id)).driverEndpoint())));
      copy.servicesByName().put(made.name(), made);
    }
  }

  private Network copy(Network live) {
    Optional<DriverNetwork> driver =
        live.findDriverNetwork().map(made -> rehearsal(live).network(made));
    NetworkAddresses addresses = live.addresses().rehearsed(pool -> pool(live, pool));
    Network copy =
        new Network(
            core,
            new NetworkParts(
                live.id(),
                live.name(),
                live.driver(),
                live.config(),
                live.created(),
                addresses,
                driver,
                live.traits(),
                live.leasehold().copy()));
    networks.put(live, copy);
    copy.markDeleted(live.deleted());
    live.removal().ifPresent(copy::removing);
    copy.endpointRegistry().claimAllOf(live.endpointRegistry());
    live.zones().forEach(copy.zoned()::put);
    live.reservations().forEach(kept -> copy.reserved().put(kept.name(), copy(kept, copy)));
    for (Endpoint endpoint : live.endpointRegistry().inOrderOfAdding()) {
      copy.endpointRegistry().add(endpoint.id(), copy(endpoint, copy));
    }
    copyServices(live, copy);
    return copy;
  }

  private AddressPool pool(Network network, AddressPool live) {
    IpamRehearsal rehearsal = ipam.get(network.ipamDriver());
    return rehearsal == null || network.deleted() ? live : rehearsal.pool(live);
  }

  private Rehearsal rehearsal(Network network) {
    NetworkDriver _ = core.drivers().get(network.driver());
    Rehearsal rehearsal = drivers.get(network.driver());
    if (rehearsal == null) {
      throw new IllegalStateException("no double of driver " + network.driver());
    }
    return rehearsal;
  }

  private Endpoint copy(Endpoint live, Network network) {
    DriverEndpoint driver =
        rehearsal(live.network()).endpoint(live.driverEndpoint(), network.driverNetwork());
    Endpoint copy = live.rehearsed(core, network, driver);
    endpoints.put(live, copy);
    return copy;
  }

  private Reservation copy(Reservation live, Network network) {
    Reservation copy =
        new Reservation(core, network, live.name(), live.addressesHeld(), live.ports());
    copy.markReleased(live.released());
    return copy;
  }

  private Sandbox copy(Sandbox live) {
    Sandbox copy = live.rehearsed(core, live.namespace().rehearsed(live.container(), this));
    sandboxes.put(live, copy);
    for (Endpoint joined : live.endpoints()) {
      Endpoint endpoint = endpoint(joined);
      joined
          .place()
          .ifPresent(place -> {
            endpoint.joined(
                new Endpoint.Joined(
                    copy, place.interfaceName(), place.gateways(), place.link(), place.order()));
            copy.joined(endpoint, live.gateways());
          });
    }
    return copy;
  }

  /// What was noted until now.
  Plan plan() {
    return new Plan(steps.stream().map(this::told).toList());
  }

  private PlannedStep told(PlannedStep step) {
    return new PlannedStep(
        step.kind(),
        step.verb(),
        step.whose(),
        random.told(step.object()),
        random.told(step.detail()));
  }

  /// Closes what was opened to be read.
  @Override
  public void close() {
    opened.close();
  }
}
