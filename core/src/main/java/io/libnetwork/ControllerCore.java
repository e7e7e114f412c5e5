package io.libnetwork;

import io.libnetwork.plumbing.Announcer;
import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.store.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the parts of one controller share: the host, the drivers, the objects that exist, and the
/// operations on them.
///
/// The operations are cut by what they change: [Networks], [Endpoints], [Sandboxes], [Joining],
/// [Leaving], [Attaching], [Linking], [Publishing], [Reserving], [Zoning], [BandwidthLimiting];
/// [Leases] ends what has its time.
final class ControllerCore implements AutoCloseable {

  private final Host host;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final DriverRegistry drivers;
  private final IpamRegistry ipam;
  private final Registry<NetworkId, Network> networkRegistry = new Registry<>("network");
  private final Registry<SandboxId, Sandbox> sandboxRegistry =
      new Registry<>("sandbox of container");
  private final Optional<Stage> stage;
  private final Ledger ledger;
  private final ParameterLedger parameters;
  private final EventStream events = new EventStream();
  private final Announcer announcer = new Announcer();
  private final Networks networks = new Networks(this);
  private final Endpoints endpoints = new Endpoints(this);
  private final Sandboxes sandboxes = new Sandboxes(this);
  private final Joining joining = new Joining(this);
  private final Leaving leaving = new Leaving(this);
  private final Linking linking = new Linking(this);
  private final Attaching attaching = new Attaching(this);
  private final Publishing publishing = new Publishing(this);
  private final BandwidthLimiting limiting = new BandwidthLimiting(this);
  private final Examining examining = new Examining(this);
  private final Mending mending = new Mending(this);
  private final Reserving reserving = new Reserving(this);
  private final Zoning zoning = new Zoning(this);
  private final SandboxEtc etc;
  private final Leases leases = new Leases(this);
  private final Services services = new Services(this);
  private final Draining draining = new Draining(this);
  private final HealthChecks health = new HealthChecks(this);
  private final Optional<Naming> naming;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;

  ControllerCore(Host host, ControllerConfig config) {
    this.host = host;
    this.random = config.random();
    this.clock = config.clock();
    this.stage = Optional.empty();
    this.ledger = new Ledger(config.store());
    this.parameters = new ParameterLedger(host, ledger);
    this.drivers =
        new DriverRegistry(
            host, parameters, config.networkDrivers(), config.sources(), this::watch);
    this.ipam = new IpamRegistry(config.hostId(), config.ipamDrivers(), config.sources());
    this.naming =
        config.names().filter(_ -> host.linux()).map(names -> new Naming(host, names, random));
    this.etc = new SandboxEtc(this, EtcSource.of(config.names()));
  }

  /// The double of another one, without any of its objects yet: nothing that is done to it changes
  /// anything, and all that would be is noted.
  ControllerCore(ControllerCore live, Stage stage) {
    this.host = live.host;
    this.random = stage.random();
    this.clock = live.clock;
    this.ledger = live.ledger.rehearsed(stage);
    this.parameters = live.parameters.rehearsed(ledger, stage);
    List<DriverSource> found = List.of(stage.source(live.drivers, live.ipam));
    this.drivers =
        new DriverRegistry(host, parameters, stage.drivers(live.drivers), found, _ -> {});
    this.ipam = new IpamRegistry(stage.ipam(live.ipam), found);
    this.stage = Optional.of(stage);
    this.naming = live.naming.map(served -> served.rehearsed(live.sandboxRegistry.all(), stage));
    this.etc = live.etc.rehearsed(this, stage);
    this.closed = live.closed;
  }

  /// Finds again what the store remembers; once, before anything is asked.
  void restore(StateStore store) {
    new Restoring(this, store).run();
  }

  /// From now on what others do is put right.
  void watchOver(Duration pause) {
    mending.begin(pause);
  }

  private void watch(NetworkDriver driver) {
    driver.watch(mending::heard);
  }

  Host host() {
    return host;
  }

  RandomGenerator random() {
    return random;
  }

  InstantSource clock() {
    return clock;
  }

  DriverRegistry drivers() {
    return drivers;
  }

  IpamRegistry ipam() {
    return ipam;
  }

  Registry<NetworkId, Network> networkRegistry() {
    return networkRegistry;
  }

  Registry<SandboxId, Sandbox> sandboxRegistry() {
    return sandboxRegistry;
  }

  Ledger ledger() {
    return ledger;
  }

  ParameterLedger parameters() {
    return parameters;
  }

  EventStream events() {
    return events;
  }

  Announcer announcer() {
    return announcer;
  }

  Networks networks() {
    return networks;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Sandboxes sandboxes() {
    return sandboxes;
  }

  Joining joining() {
    return joining;
  }

  Leaving leaving() {
    return leaving;
  }

  Linking linking() {
    return linking;
  }

  Attaching attaching() {
    return attaching;
  }

  Publishing publishing() {
    return publishing;
  }

  BandwidthLimiting limiting() {
    return limiting;
  }

  Examining examining() {
    return examining;
  }

  Mending mending() {
    return mending;
  }

  Reserving reserving() {
    return reserving;
  }

  Zoning zoning() {
    return zoning;
  }

  SandboxEtc etc() {
    return etc;
  }

  Leases leases() {
    return leases;
  }

  Services services() {
    return services;
  }

  Draining draining() {
    return draining;
  }

  HealthChecks health() {
    return health;
  }

  /// Empty where nobody answers names.
  Optional<Naming> naming() {
    return naming;
  }

  /// Whether it is a double, of which nothing is done.
  boolean rehearsed() {
    return stage.isPresent();
  }

  /// Opens or makes a sandbox's namespace.
  SandboxNamespace namespace(SandboxId id, String container, SandboxConfig.Placement placement) {
    return stage
        .map(
            noted -> SandboxNamespace.planned(host, id, container, placement, noted, noted::opened))
        .orElseGet(() -> SandboxNamespace.open(host, id, placement));
  }

  /// @throws NetworkException.Unavailable when the controller is closed
  void requireOpen(String operation, Supplier<String> subject) {
    if (closed) {
      throw new NetworkException.Unavailable(
          "cannot " + operation + " " + subject.get() + ": the controller is closed");
    }
  }

  /// Runs an operation of a caller.
  <T> T run(String operation, Supplier<String> subject, Supplier<T> body) {
    requireOpen(operation, subject);
    if (rehearsed()) {
      return Operation.rehearse(operation, subject, body);
    }
    return Operation.run(operation, subject, body);
  }

  void run(String operation, Supplier<String> subject, Runnable body) {
    run(
        operation,
        subject,
        () -> {
          body.run();
          return true;
        });
  }

  /// Removes what is ephemeral, and closes what this controller opened.
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    Undo steps = new Undo();
    steps.with(drivers::close);
    steps.with(announcer::close);
    steps.with(events::close);
    steps.with(this::releaseSandboxes);
    steps.with(() -> naming.ifPresent(Naming::close));
    steps.with(() -> closed = true);
    ephemeralNetworks().forEach(network -> steps.with(() -> remove(network)));
    ephemeralSandboxes().forEach(sandbox -> steps.with(sandbox::delete));
    steps.with(mending::close);
    steps.with(draining::close);
    steps.with(health::close);
    steps.with(leases::close);
    RuntimeException failure = steps.all(new IllegalStateException("closing the controller"));
    if (failure.getSuppressed().length > 0) {
      throw new NetworkException.System(
          "the controller is closed, but not everything could be removed: "
              + failure.getSuppressed()[0].getMessage(),
          failure);
    }
  }

  /// Closes what was opened until a failure, of which nobody gets a controller.
  void abandon(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }

  /// With the endpoints it has left, whatever sandbox they are joined by.
  private static void remove(Network network) {
    network.services().forEach(Service::delete);
    network.endpoints().forEach(Endpoint::deleteForced);
    network.delete();
  }

  /// Sandboxes that stay have sockets and namespaces open in this process, which go with it.
  private void releaseSandboxes() {
    sandboxRegistry.all().forEach(sandbox -> sandbox.namespace().release());
  }

  private List<Network> ephemeralNetworks() {
    return networkRegistry.inOrderOfAdding().stream()
        .filter(network -> network.config().ephemeral())
        .toList();
  }

  private List<Sandbox> ephemeralSandboxes() {
    return sandboxRegistry.inOrderOfAdding().stream()
        .filter(sandbox -> sandbox.config().ephemeral())
        .toList();
  }
}
