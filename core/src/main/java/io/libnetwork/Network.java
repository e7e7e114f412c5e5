package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.names.NetworkZones;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// A set of endpoints that reach each other.
///
/// Safe for use by many threads: changes take turns on the network's lock, reads take none.
public final class Network {

  private final ControllerCore core;
  private final NetworkId id;
  private final String name;
  private final String driver;
  private final NetworkConfig config;
  private final Instant created;
  private final NetworkAddresses addresses;
  private final Optional<DriverNetwork> driverNetwork;
  private final DriverTraits traits;
  private final Leasehold leasehold;
  private final ReentrantLock lock = new ReentrantLock();
  private final Registry<EndpointId, Endpoint> endpoints;
  private final ConcurrentNavigableMap<String, Reservation> reserved =
      new ConcurrentSkipListMap<>();
  private final NetworkZones zones = new NetworkZones();
  private final ConcurrentNavigableMap<String, Service> services = new ConcurrentSkipListMap<>();
  private final AtomicBoolean givenBack = new AtomicBoolean();
  private volatile Optional<Removal> removal = Optional.empty();
  private volatile boolean deleted;

  Network(ControllerCore core, NetworkParts parts) {
    this.core = core;
    this.id = parts.id();
    this.name = parts.name();
    this.driver = parts.driver();
    this.config = parts.config();
    this.created = parts.created();
    this.addresses = parts.addresses();
    this.driverNetwork = parts.driverNetwork();
    this.traits = parts.traits();
    this.leasehold = parts.leasehold();
    this.endpoints = new Registry<>("network " + name + ": endpoint");
  }

  public NetworkId id() {
    return id;
  }

  public String name() {
    return name;
  }

  /// The name of the driver that makes it.
  public String driver() {
    return driver;
  }

  /// When it was created.
  public Instant created() {
    return created;
  }

  /// Whether there is no way out of it.
  public boolean internal() {
    return config.internal();
  }

  /// Whether names of its containers, services and zones are answered, as far as the controller
  /// does that at all; see [NetworkOption.WithoutNames].
  public boolean named() {
    return config.named();
  }

  /// Whether it is a template, without kernel objects and endpoints.
  public boolean configOnly() {
    return config.configOnly();
  }

  /// The template it was made from.
  public Optional<String> configFrom() {
    return config.configFrom();
  }

  /// The address families it has.
  public Set<IpFamily> families() {
    return config.families();
  }

  /// The name of the driver that hands out its addresses.
  public String ipamDriver() {
    return config.ipamDriver();
  }

  /// Its pools, with the network's own address in each.
  public List<NetworkPool> pools() {
    return addresses.pools();
  }

  /// Texts kept with it.
  public Map<String, String> labels() {
    return config.labels();
  }

  /// What it was asked to be, or takes from its template. Its zones have perhaps been changed
  /// since, see [#zones].
  public NetworkConfig config() {
    return config;
  }

  /// What it goes with, see [NetworkOption.Leased]; empty where it stays until it is deleted.
  public List<Lease> leases() {
    return leasehold.leases();
  }

  /// When its time to live runs out; empty where it has none.
  public Optional<Instant> expires() {
    return leasehold.terms().flatMap(terms -> terms.expires(core.leases().now()));
  }

  /// Lets its time to live begin again, with another length.
  ///
  /// @param time as of [Lease.ForDuration]
  /// @throws NetworkException.NotFound when it has run out, or the network is gone
  /// @throws NetworkException.Forbidden when the network was made without a time to live
  public void renew(Duration time) {
    core.run("renew", this::toString, () -> core.networks().renew(this, time));
  }

  /// Its endpoints, joined or not.
  public List<Endpoint> endpoints() {
    return endpoints.all();
  }

  /// The endpoint of a name.
  public Optional<Endpoint> findEndpoint(String name) {
    return endpoints.byName(name);
  }

  /// The endpoint of a name.
  ///
  /// @throws NetworkException.NotFound without one
  public Endpoint getEndpoint(String name) {
    return findEndpoint(name)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "network " + this.name + " has no endpoint " + Names.quoted(name)));
  }

  /// Keeps addresses for an endpoint that is not there yet: those given, and one of the network's
  /// choice in each of its other families.
  ///
  /// @param name the endpoint's name
  /// @param addresses at most one of each family
  /// @throws NetworkException.Conflict when there is such an endpoint or reservation
  /// @throws NetworkException.InvalidParameter when an address is in no pool of the network
  /// @throws NetworkException.Forbidden when an address is taken
  /// @throws NetworkException.Unavailable when no address is left
  public Reservation reserve(String name, IpAddress... addresses) {
    return core.run(
        "reserve",
        () -> Names.quoted(name) + " on network " + this.name,
        () -> core.reserving().reserve(this, name, List.of(addresses)));
  }

  /// What it keeps for endpoints that are there or not, in the order of their names.
  public List<Reservation> reservations() {
    return List.copyOf(reserved.values());
  }

  /// What it keeps for the endpoint of a name.
  public Optional<Reservation> findReservation(String name) {
    return Optional.ofNullable(reserved.get(name));
  }

  /// The zones that containers on it can look up, in the order of their origins.
  public List<Zone> zones() {
    return zones.all();
  }

  /// The zone of an origin, as in `app`.
  ///
  /// @throws NetworkException.InvalidParameter when the origin is no name
  public Optional<Zone> findZone(String origin) {
    return zones.find(Zoning.origin(origin));
  }

  /// Adds a zone, in place of the one of its origin. From when this returns it is what containers
  /// are told; one that asks meanwhile is told the former or the new one.
  ///
  /// What is in it is answered by the name servers of [ControllerOption.Names], unless the network
  /// is without names.
  ///
  /// @throws NetworkException.InvalidParameter when the network would have more than 64 zones, or
  ///   more than 16,384 records in all of them
  /// @throws NetworkException.Forbidden when the network is a template
  /// @throws NetworkException.NotFound when the network is gone
  public void putZone(Zone zone) {
    core.run(
        "put zone",
        () -> zone.origin() + " of network " + name,
        () -> core.zoning().put(this, zone));
  }

  /// As [#putZone(Zone)], of a file's text, see [io.libnetwork.dns.zone.ZoneFile]. A text with
  /// mistakes is refused whole, and a zone that is there stays.
  ///
  /// @param origin of the zone, as in `app`
  /// @throws NetworkException.InvalidParameter also when the origin is no name, or the text has
  ///   mistakes, each with its line and column
  public void putZone(String origin, String text) {
    core.run(
        "put zone",
        () -> Names.quoted(origin) + " of network " + name,
        () -> core.zoning().put(this, Zoning.read(origin, text)));
  }

  /// Takes the zone of an origin away. What is already gone is a success.
  ///
  /// @throws NetworkException.InvalidParameter when the origin is no name
  public void removeZone(String origin) {
    core.run(
        "remove zone",
        () -> Names.quoted(origin) + " of network " + name,
        () -> core.zoning().remove(this, Zoning.origin(origin)));
  }

  /// Makes a service, which has no backends yet.
  ///
  /// @param name unique among the network's services: one label of a domain name, of up to 63
  ///   letters, digits, `_` or `-`
  /// @throws NetworkException.Conflict when there is a service of the name
  /// @throws NetworkException.InvalidParameter when an option does not fit, or an address is in no
  ///   pool of the network
  /// @throws NetworkException.Forbidden when an address is taken
  /// @throws NetworkException.Unavailable when no address is left
  /// @throws NetworkException.NotImplemented when it is to have virtual addresses, and this kind of
  ///   network has none
  public Service createService(String name, ServiceOption... options) {
    return core.run(
        "create service",
        () -> Names.quoted(name) + " on network " + this.name,
        () -> core.services().create(this, name, ServiceConfig.of(Names.quoted(name), options)));
  }

  /// Its services, in the order of their names.
  public List<Service> services() {
    return List.copyOf(services.values());
  }

  /// The service of a name.
  public Optional<Service> findService(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /// Whether it has been deleted.
  public boolean deleted() {
    return deleted;
  }

  /// Makes an endpoint, which is not joined yet, and gives it its addresses.
  ///
  /// @param name unique in the network: 1 to 128 letters, digits, `_`, `.` or `-`
  /// @throws NetworkException.Conflict when the name is taken
  /// @throws NetworkException.InvalidParameter when an option or a chosen address does not fit
  /// @throws NetworkException.Unavailable when no address is left
  /// @throws NetworkException.Forbidden when a chosen address is taken, or the network is a
  ///   template
  public Endpoint createEndpoint(String name, EndpointOption... options) {
    return core.run(
        "create endpoint",
        () -> Names.quoted(name) + " on network " + this.name,
        () -> core.endpoints().create(this, name, EndpointConfig.of(options)));
  }

  /// The driver's own options of an endpoint, from texts as they come from an outer edge.
  ///
  /// @param labels the texts by their keys
  /// @return an option to make an endpoint with; empty where the texts say nothing to the driver
  /// @throws NetworkException.InvalidParameter naming keys that the driver does not take, or a
  ///   value that it cannot read
  public Optional<EndpointOption.Driver> endpointOptions(Map<String, String> labels) {
    return Endpoints.driverOptions(core.drivers().get(driver), labels)
        .map(EndpointOption.Driver::new);
  }

  /// Makes an endpoint whose interface waits in the host's namespace until somebody moves it into a
  /// namespace of his own, see [InterfaceNamespace].
  ///
  /// The interfaces stay the network's: deleting the endpoint removes them wherever they are.
  ///
  /// @throws NetworkException.NotImplemented where the controller has a store
  public List<LinkedInterface> link(String name, EndpointOption... options) {
    return core.run(
        "link",
        () -> Names.quoted(name) + " on network " + this.name,
        () -> core.linking().link(this, name, EndpointConfig.of(options)));
  }

  /// Takes the network away; it has no endpoints and no services. What is already gone is a
  /// success.
  ///
  /// Returns when the kernel has announced that its interfaces are gone.
  ///
  /// @throws NetworkException.Forbidden when it has endpoints or services, is in use as a template,
  ///   or its driver keeps its one network for ever
  public void delete() {
    core.run("delete network", this::name, () -> core.networks().delete(this));
  }

  @Override
  public String toString() {
    return "network " + name;
  }

  /// What is kept of it.
  Ledger.Entry entry() {
    return new Ledger.Entry(
        NetworkRecord.key(id),
        () -> deleted ? Optional.empty() : Optional.of(NetworkRecord.of(this).fields()));
  }

  Leasehold leasehold() {
    return leasehold;
  }

  NetworkAddresses addresses() {
    return addresses;
  }

  DriverTraits traits() {
    return traits;
  }

  /// @throws NetworkException.Forbidden when the network is a template
  DriverNetwork driverNetwork() {
    return driverNetwork.orElseThrow(() ->
        new NetworkException.Forbidden(
            "network " + name + " is a template (ConfigOnly) and has no endpoints"));
  }

  Optional<DriverNetwork> findDriverNetwork() {
    return driverNetwork;
  }

  ReentrantLock lock() {
    return lock;
  }

  Registry<EndpointId, Endpoint> endpointRegistry() {
    return endpoints;
  }

  /// Changed under the lock.
  Map<String, Reservation> reserved() {
    return reserved;
  }

  /// Changed under the lock.
  NetworkZones zoned() {
    return zones;
  }

  /// Changed under the lock.
  Map<String, Service> servicesByName() {
    return services;
  }

  /// What is kept of it and of what it keeps.
  List<Ledger.Entry> entries() {
    List<Ledger.Entry> entries = new ArrayList<>();
    entries.add(entry());
    reserved.values().forEach(reservation -> entries.add(reservation.entry()));
    zones.all().forEach(zone -> entries.add(StoredZone.entry(this, zone.origin())));
    return entries;
  }

  /// Its options, with the driver's as texts.
  NetworkConfig configInTexts() {
    return config
        .driverOptions()
        .map(options -> config.withDriverLabels(core.drivers().get(driver).labels(options)))
        .orElse(config);
  }

  /// @throws NetworkException.NotFound when it has been deleted, or its lease has ended
  void requireAlive() {
    leasehold
        .ended()
        .ifPresent(reason -> {
          throw new NetworkException.NotFound("network " + name + " has been removed: " + reason);
        });
    if (deleted) {
      throw new NetworkException.NotFound("network " + name + " has been deleted");
    }
  }

  /// Remembers that its interfaces are being removed.
  void removing(Removal started) {
    removal = Optional.of(started);
  }

  /// When its interfaces are gone; empty before they are being removed.
  Optional<Removal> removal() {
    return removal;
  }

  /// Answers true once: to who is to give back what it held when its interfaces are gone.
  boolean giveBack() {
    return givenBack.compareAndSet(false, true);
  }

  /// From now on nothing new is made on it; unless that could not be written.
  void markDeleted(boolean done) {
    deleted = done;
  }
}
