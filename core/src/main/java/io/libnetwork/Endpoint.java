package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One interface on one network, which a sandbox joins and leaves.
///
/// Safe for use by many threads: changes take turns on the locks of the sandbox and the network,
/// reads take none.
public final class Endpoint {

  private final ControllerCore core;
  private final EndpointId id;
  private final String name;
  private final Network network;
  private final EndpointConfig config;
  private final EndpointAddresses addresses;
  private final DriverEndpoint driverEndpoint;
  private volatile Optional<Joined> joined = Optional.empty();

  /// Where it will be, from before the kernel is asked until it has joined.
  private volatile Optional<EndpointRecord.Place> planned = Optional.empty();

  private volatile Optional<Runnable> unfinishedLeave = Optional.empty();
  private volatile Removal lastRemoval = Removal.done();
  private volatile BandwidthLimits bandwidth;

  /// What it was asked to publish by now.
  private volatile List<PublishedPort> published;

  /// What its driver has of the host for that; kept where it is written down, because to list it
  /// takes the longer the more there is.
  private volatile List<PortBinding> bindings = List.of();

  /// What was kept of it as a backend, where it is being deleted.
  private volatile List<Ledger.Entry> served = List.of();

  private volatile boolean reservedFirst;
  private volatile boolean linked;
  private volatile boolean deleted;

  Endpoint(
      ControllerCore core,
      EndpointId id,
      String name,
      Network network,
      EndpointConfig config,
      EndpointAddresses addresses,
      DriverEndpoint driverEndpoint) {
    this.core = core;
    this.id = id;
    this.name = name;
    this.network = network;
    this.config = config;
    this.addresses = addresses;
    this.driverEndpoint = driverEndpoint;
    this.bandwidth = config.bandwidth();
    this.published = config.ports();
  }

  /// An endpoint's place in a sandbox.
  ///
  /// @param sandbox the sandbox
  /// @param interfaceName the interface's name inside; empty where the kind of network has none
  /// @param gateways the next hop of each family's default route, whether elected or not
  /// @param link the interface inside
  /// @param order of the sandbox's endpoints, in which they joined
  record Joined(
      Sandbox sandbox,
      Optional<InterfaceName> interfaceName,
      Map<IpFamily, IpAddress> gateways,
      Optional<Ifindex> link,
      long order) {}

  public EndpointId id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Network network() {
    return network;
  }

  /// The interface's MAC address; empty where the kind of network has no interfaces.
  public Optional<MacAddress> macAddress() {
    return addresses.mac();
  }

  /// Its addresses: at most one of each family, IPv4 first, without link-local ones.
  public List<InterfaceAddress> addresses() {
    return addresses.all();
  }

  /// Its address in a family.
  public Optional<InterfaceAddress> address(IpFamily family) {
    return addresses.of(family);
  }

  /// The next hop of the default route it offers in a family; empty while not joined.
  public Optional<IpAddress> gateway(IpFamily family) {
    return joined.map(place -> place.gateways().get(family)).filter(hop -> !hop.unspecified());
  }

  /// The interface's name inside the sandbox; empty while not joined.
  public Optional<InterfaceName> interfaceName() {
    return joined.flatMap(Joined::interfaceName);
  }

  /// What whoever moves its interface needs; empty unless a sandbox has joined that was made with
  /// [SandboxOption.HandedOver], and where the kind of network has no interfaces.
  public Optional<LinkedInterface> handedOver() {
    return joined
        .filter(place -> place.sandbox().namespace().handedOver())
        .flatMap(place -> place.interfaceName().map(source -> handedOver(place, source)));
  }

  private LinkedInterface handedOver(Joined place, InterfaceName source) {
    JoinPlan inside = driverEndpoint.inside();
    return Linking.linked(
        this, source, new JoinPlan(place.link(), inside.mtu(), place.gateways(), inside.routes()));
  }

  /// The sandbox that has joined.
  public Optional<Sandbox> sandbox() {
    return joined.map(Joined::sandbox);
  }

  /// What its driver tells of it: the ports it publishes now, and those the container exposes.
  public DriverInformation driverInformation() {
    return new DriverInformation(driverEndpoint.ports(), config.exposed());
  }

  /// What it was asked to publish by now, which is published while it is its sandbox's gateway.
  public List<PublishedPort> published() {
    return published;
  }

  /// How fast traffic goes through it.
  public BandwidthLimits bandwidth() {
    return bandwidth;
  }

  /// Texts kept with it.
  public Map<String, String> labels() {
    return config.labels();
  }

  /// What it was asked to be. What is published and how fast it may go has perhaps been changed
  /// since, see [#published] and [#bandwidth].
  public EndpointConfig config() {
    return config;
  }

  /// What is kept for the next endpoint of its name, and is this one's now.
  public Optional<Reservation> reservation() {
    return network.findReservation(name);
  }

  /// Whether it has been deleted.
  public boolean deleted() {
    return deleted;
  }

  /// Lets a sandbox join the network by this endpoint: an interface appears in the sandbox's
  /// namespace, configured and up, and the sandbox's gateways are elected anew. Containers that run
  /// in the sandbox already need not notice.
  ///
  /// @throws NetworkException.Forbidden when a sandbox has joined already, or this kind of sandbox
  ///   cannot join this kind of network
  public void join(Sandbox sandbox) {
    core.run("join", () -> this + " by " + sandbox, () -> core.joining().join(this, sandbox));
  }

  /// Lets the container's sandbox join, which is made first where there is none.
  ///
  /// @param container the container's id
  /// @param options of the sandbox, where it is made
  /// @return the sandbox's key
  public String join(String container, SandboxOption... options) {
    return core.run(
        "join",
        () -> this + " by container " + Names.quoted(container),
        () -> core.attaching().join(this, container, SandboxConfig.of(options)).key());
  }

  /// Limits how fast traffic goes through it, in place of the limits there were:
  /// [BandwidthLimits#NONE] lifts them. What is joined keeps its connections, and a later join has
  /// the same limits.
  ///
  /// @throws NetworkException.NotImplemented when this kind of network cannot limit it
  public void limitBandwidth(BandwidthLimits limits) {
    core.run("limit", () -> this + " to " + limits, () -> core.limiting().limit(this, limits));
  }

  /// Lets the sandbox leave: the interface disappears from its namespace, and its gateways are
  /// elected anew. Where no sandbox has joined nothing happens.
  ///
  /// Returns when the kernel has announced that the interface is gone.
  public void leave() {
    core.run("leave", this::toString, () -> core.leaving().leave(this));
  }

  /// Publishes further ports, all of them or none: now where the endpoint is its sandbox's gateway,
  /// else when it becomes one. Its other connections do not notice.
  ///
  /// @return what is published of them now: for each at most one binding in each family, or one for
  ///   each port where the ports do not keep their numbers
  /// @throws NetworkException.Conflict when another endpoint, or a process, has a port of the host
  ///   that is asked for by its number
  /// @throws NetworkException.InvalidParameter when an address is not the host's, or the network
  ///   publishes nothing
  /// @throws NetworkException.Unavailable when no port of the host is free
  /// @throws NetworkException.NotImplemented where this kind of network publishes nothing
  public List<PortBinding> publish(PublishedPort... ports) {
    return core.run(
        "publish", () -> ports(ports), () -> core.publishing().publish(this, List.of(ports)));
  }

  /// Publishes ports no more: those that equal what was asked for when the endpoint was made or by
  /// [#publish]. What is not published is left as it is. Its other connections do not notice.
  public void unpublish(PublishedPort... ports) {
    core.run(
        "unpublish", () -> ports(ports), () -> core.publishing().unpublish(this, List.of(ports)));
  }

  /// Takes the endpoint away and gives its addresses back. What is already gone is a success.
  ///
  /// @throws NetworkException.Forbidden when a sandbox has joined
  public void delete() {
    core.run("delete", this::toString, () -> core.endpoints().deleteAndAwait(this));
  }

  /// Lets the sandbox leave, where one has joined, and takes the endpoint away.
  public void deleteForced() {
    core.run("delete", this::toString, () -> core.leaving().leaveAndDelete(this));
  }

  @Override
  public String toString() {
    return "endpoint " + name + " on network " + network.name();
  }

  /// A thousand ports are too many for a message.
  private String ports(PublishedPort... ports) {
    String first = ports.length == 0 ? "nothing" : ports[0].toString();
    return first + (ports.length > 1 ? " and " + (ports.length - 1) + " more" : "") + " of " + this;
  }

  /// Its double on the double of its network, not joined yet.
  Endpoint rehearsed(ControllerCore other, Network itsNetwork, DriverEndpoint driver) {
    Endpoint copy = new Endpoint(other, id, name, itsNetwork, config, addresses, driver);
    copy.bandwidth = bandwidth;
    copy.published = published;
    copy.bindings = bindings;
    copy.reservedFirst = reservedFirst;
    copy.linked = linked;
    copy.deleted = deleted;
    return copy;
  }

  /// What is kept of it.
  Ledger.Entry entry() {
    return new Ledger.Entry(
        EndpointRecord.key(id),
        () -> deleted ? Optional.empty() : Optional.of(EndpointRecord.of(this).fields()));
  }

  /// What is kept of it and of its reservation.
  List<Ledger.Entry> entries() {
    return Stream.concat(Stream.of(entry()), reservation().map(Reservation::entry).stream())
        .toList();
  }

  /// Notes what goes with it; what was noted before, when it could not be deleted, goes too.
  void served(List<Ledger.Entry> backends) {
    served = Stream.concat(served.stream(), backends.stream()).toList();
  }

  /// What goes with it, in one transaction with itself: as long as it is there it is a backend.
  List<Ledger.Entry> gone() {
    return Stream.concat(Stream.of(entry()), served.stream()).toList();
  }

  /// Its options as they are by now, without the driver's.
  EndpointConfig configNow() {
    return config.changed(published, bandwidth);
  }

  /// The driver's options as texts.
  Map<String, String> optionTexts() {
    return config
        .driverOptions()
        .map(options -> core.drivers().get(network.driver()).labels(options))
        .orElse(Map.of());
  }

  /// What its driver has of the host for what it publishes.
  List<PortBinding> bindings() {
    return bindings;
  }

  /// Asks the driver what it publishes by now, where that is written down or reserved; called under
  /// the network's lock.
  void noteBindings() {
    Optional<Reservation> reservation = reservation();
    if (core.ledger().durable() || reservation.isPresent()) {
      bindings = driverEndpoint.ports();
    }
    // One that is no gateway now may publish the same when it is one again.
    reservation
        .filter(_ -> !bindings.isEmpty())
        .ifPresent(reserved -> reserved.publishes(bindings));
  }

  /// Notes that its reservation was made with it.
  void noteReservedFirst() {
    reservedFirst = true;
  }

  /// Whether its reservation was made with it.
  boolean reservedFirst() {
    return reservedFirst;
  }

  /// Notes what it is asked to publish by now, where that is written down.
  void published(Consumer<List<PublishedPort>> change) {
    if (core.ledger().durable()) {
      List<PublishedPort> changed = new ArrayList<>(published);
      change.accept(changed);
      published = List.copyOf(changed);
    }
  }

  EndpointAddresses addressesHeld() {
    return addresses;
  }

  DriverEndpoint driverEndpoint() {
    return driverEndpoint;
  }

  /// Notes what its driver has been told.
  void limited(BandwidthLimits limits) {
    bandwidth = limits;
  }

  Optional<Joined> place() {
    return joined;
  }

  /// Where it is to be found after a restart: where it is, or where it is about to be.
  Optional<EndpointRecord.Place> recordedPlace() {
    return joined.map(EndpointRecord::place).or(() -> planned);
  }

  void planned(Optional<EndpointRecord.Place> place) {
    planned = place;
  }

  void joined(Joined place) {
    joined = Optional.of(place);
    planned = Optional.empty();
  }

  /// Notes what is left to be done of a leave that fails behind the interface; nothing where all
  /// is.
  void leftUnfinished(Optional<Runnable> rest) {
    unfinishedLeave = rest;
  }

  Optional<Runnable> unfinishedLeave() {
    return unfinishedLeave;
  }

  void left() {
    joined = Optional.empty();
    bindings = List.of();
  }

  /// Notes that its interface waits in the host's namespace, or has been moved from there.
  void linked() {
    linked = true;
  }

  /// Whether its interface was made for somebody to move it.
  boolean isLinked() {
    return linked;
  }

  /// Remembers that an interface of this endpoint is being removed.
  void removing(Removal removal) {
    lastRemoval = removal;
  }

  /// When the interface it had last is gone.
  Removal lastRemoval() {
    return lastRemoval;
  }

  void markDeleted() {
    deleted = true;
  }

  /// @throws NetworkException.NotFound when it has been deleted
  void requireAlive() {
    if (deleted) {
      throw new NetworkException.NotFound(this + " has been deleted");
    }
  }

  /// How it stands for election as a gateway.
  GatewayElection.Candidate candidate() {
    Set<IpFamily> connectivity = config.gateway() ? driverEndpoint.connectivity() : Set.of();
    return new GatewayElection.Candidate(
        id, config.priority(), network.internal(), network.name(), connectivity);
  }
}
