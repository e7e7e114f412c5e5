package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.DriverService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A name for what several endpoints of a network do alike, its backends.
///
/// Usually it has virtual addresses, and the kernel shares out the connections to them: each new
/// one goes to a backend, and stays there. With [ServiceOption.RoundRobin] its name is answered
/// with the addresses of the backends instead.
///
/// An endpoint that no sandbox has joined gets no connections until one does, and one that is
/// deleted is a backend no more.
///
/// Safe for use by many threads; changes take turns on the network's lock, reads take none.
public final class Service {

  private final ControllerCore core;
  private final Network network;
  private final String name;
  private final ServiceConfig config;
  private final List<IpAddress> addresses;
  private final Map<EndpointId, Backend> backends = new ConcurrentHashMap<>();

  /// Until when connections to endpoints that were backends are being forgotten.
  private final Map<EndpointId, CompletableFuture<Void>> forgetting = new ConcurrentHashMap<>();

  private final AtomicLong numbers = new AtomicLong();
  private volatile Optional<DriverService> driverService = Optional.empty();

  /// After a restart what the former process had, until it is known what there is.
  private volatile List<PortBinding> bindings = List.of();

  private volatile boolean deleted;

  /// @param addresses the virtual ones
  Service(
      ControllerCore core,
      Network network,
      String name,
      ServiceConfig config,
      List<IpAddress> addresses) {
    this.core = core;
    this.network = network;
    this.name = name;
    this.config = config;
    this.addresses = List.copyOf(addresses);
  }

  public String name() {
    return name;
  }

  public Network network() {
    return network;
  }

  /// Its virtual addresses: one of each family of the network, or none with
  /// [ServiceOption.RoundRobin].
  public List<IpAddress> addresses() {
    return addresses;
  }

  /// Its ports at these addresses.
  public List<ServicePort> ports() {
    return config.ports();
  }

  /// Which of its ports are to be reachable at the host.
  public List<PublishedPort> published() {
    return config.published();
  }

  /// What it has of the host for that, at most one for each of [#published] and family, or one for
  /// each port where the ports do not keep their numbers. The container's address and port of a
  /// binding are the service's own.
  public List<PortBinding> bindings() {
    return bindings;
  }

  /// How connections are shared out; empty with [ServiceOption.RoundRobin].
  public Optional<Balancing> balancing() {
    return config.balancing();
  }

  /// Its further names.
  public List<String> aliases() {
    return config.aliases();
  }

  /// How it is found out whether its backends are well.
  public Optional<HealthCheck> check() {
    return config.check();
  }

  /// Its backends, in the order in which they came.
  public List<Backend> backends() {
    List<Backend> all = new ArrayList<>(backends.values());
    all.sort(Comparator.comparingLong(Backend::number));
    return List.copyOf(all);
  }

  /// The backend that an endpoint is.
  public Optional<Backend> findBackend(Endpoint endpoint) {
    return Optional.ofNullable(backends.get(endpoint.id()));
  }

  /// How it stands with its backends, and how many connections each has: read from the kernel when
  /// it is asked for, with work in proportion to all connections of the host.
  ///
  /// @throws NetworkException when the kernel does not tell its connections
  public ServiceCounters counters() {
    return core.run("count connections", this::toString, () -> core.services().counters(this));
  }

  /// Whether it has been deleted.
  public boolean deleted() {
    return deleted || network.deleted();
  }

  /// As [#add(Endpoint, int)], with the weight 1.
  public void add(Endpoint endpoint) {
    add(endpoint, 1);
  }

  /// Leads new connections to an endpoint too.
  ///
  /// @param endpoint of the same network
  /// @param weight its part of the connections among the weights of the others, 1 to 256
  /// @throws NetworkException.InvalidParameter when it is another network's, or by the weight
  /// @throws NetworkException.Conflict when it is a backend already
  /// @throws NetworkException.Unavailable when there are too many backends
  public void add(Endpoint endpoint, int weight) {
    change("add backend", endpoint, () -> core.services().backends().add(this, endpoint, weight));
  }

  /// Gives a backend another weight. Connections that there are stay.
  ///
  /// @throws NetworkException.NotFound when the endpoint is no backend
  /// @throws NetworkException.InvalidParameter when the weight is not 1 to 256
  public void weigh(Endpoint endpoint, int weight) {
    change(
        "weigh backend", endpoint, () -> core.services().backends().weigh(this, endpoint, weight));
  }

  /// Says whether a backend is well: one that is not gets no new connections until it is, and keeps
  /// those it has.
  ///
  /// @throws NetworkException.NotFound when the endpoint is no backend
  public void healthy(Endpoint endpoint, boolean well) {
    change(
        "judge backend", endpoint, () -> core.services().backends().healthy(this, endpoint, well));
  }

  /// Leads no new connections to a backend, and removes it after a time: until then it keeps those
  /// it has.
  ///
  /// @param time not negative, and a week at most
  /// @throws NetworkException.NotFound when the endpoint is no backend
  /// @throws NetworkException.InvalidParameter when the time is negative or too long
  public void drain(Endpoint endpoint, Duration time) {
    change("drain backend", endpoint, () -> core.services().backends().drain(this, endpoint, time));
  }

  /// Takes a backend out, now. Its connections have ended: who goes on with one is told so, over
  /// TCP by a reset. The endpoint stays.
  ///
  /// @throws NetworkException.NotFound when the endpoint is no backend
  public void remove(Endpoint endpoint) {
    change("remove backend", endpoint, () -> core.services().backends().remove(this, endpoint));
  }

  /// Takes the service away, with all connections through its addresses. What is already gone is a
  /// success.
  public void delete() {
    core.run("delete service", this::toString, () -> core.services().delete(this));
  }

  @Override
  public String toString() {
    return "service " + name + " on network " + network.name();
  }

  private void change(String what, Endpoint endpoint, Runnable change) {
    core.run(what, () -> endpoint + " of " + this, change);
  }

  ServiceConfig config() {
    return config;
  }

  /// Changed under the network's lock.
  Map<EndpointId, Backend> backendsById() {
    return backends;
  }

  /// Notes that connections to who was a backend are being forgotten.
  void forgetting(EndpointId endpoint, CompletableFuture<Void> done) {
    forgetting.put(endpoint, done);
    CompletableFuture<Void> _ = done.thenRun(() -> forgetting.remove(endpoint, done));
  }

  /// Completes when no connection of its time as a backend is left to be forgotten.
  CompletableFuture<Void> forgotten(Endpoint endpoint) {
    return forgetting.getOrDefault(endpoint.id(), CompletableFuture.completedFuture(null));
  }

  /// The number of the backend that comes next.
  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /// Has a backend again that was there before.
  void restored(Backend backend) {
    backends.put(backend.endpoint().id(), backend);
    numbers.accumulateAndGet(backend.number(), Math::max);
  }

  Optional<DriverService> driverService() {
    return driverService;
  }

  void made(Optional<DriverService> byDriver) {
    driverService = byDriver;
    bindings = byDriver.map(DriverService::ports).orElse(List.of());
  }

  /// Notes what it had of the host before a restart.
  void had(List<PortBinding> before) {
    bindings = List.copyOf(before);
  }

  void markDeleted(boolean done) {
    deleted = done;
  }

  /// @throws NetworkException.NotFound when it has been deleted
  void requireAlive() {
    network.requireAlive();
    if (deleted) {
      throw new NetworkException.NotFound(this + " has been deleted");
    }
  }

  /// What is kept of it, without its backends.
  Ledger.Entry entry() {
    return new Ledger.Entry(
        ServiceRecord.key(network.id(), name),
        () -> deleted() ? Optional.empty() : Optional.of(ServiceRecord.of(this).fields()));
  }

  /// What is kept of a backend: a record of its own, so that a change costs the same however many
  /// there are.
  Ledger.Entry entry(EndpointId endpoint) {
    return new Ledger.Entry(
        BackendRecord.key(network.id(), name, endpoint),
        () ->
            deleted()
                ? Optional.empty()
                : Optional.ofNullable(backends.get(endpoint))
                    .map(backend -> BackendRecord.of(this, backend).fields()));
  }
}
