package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.firewall.ServiceElements;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.neighbour.Admission;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.ports.KeptPorts;
import io.libnetwork.drivers.proxy.PortProxies;
import io.libnetwork.drivers.publish.Publication;
import io.libnetwork.drivers.publish.PublishPlan;
import io.libnetwork.drivers.publish.PublishingNetwork;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverService;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import io.libnetwork.spi.ServiceBackend;
import io.libnetwork.spi.ServiceSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// One bridge and what its endpoints share.
final class BridgeNetwork implements DriverNetwork, PublishingNetwork {

  private final BridgePlan plan;
  private final BridgeHost host;

  /// Another one when it had to be made anew; changed under the network's lock. Empty for a network
  /// that is only planned, whose bridge was not found.
  private volatile Optional<BridgeLink> bridge;

  private final BridgeNames names;
  private final KeptPorts kept;

  /// Set once more where this is a double, to that of the live one's.
  private Shards shards;

  /// Those of services; changed under the network's lock.
  private final Set<IpAddress> virtual = new ConcurrentSkipListSet<>();

  /// Those with virtual addresses; changed under the network's lock.
  private final Set<BridgeService> services = ConcurrentHashMap.newKeySet();

  private final List<ServiceElements> planned = new ArrayList<>();

  private BridgeNetwork(
      BridgePlan plan, Optional<BridgeLink> bridge, BridgeHost host, BridgeNames names) {
    this(plan, bridge, host, names, new KeptPorts(host.ports()));
  }

  private BridgeNetwork(
      BridgePlan plan,
      Optional<BridgeLink> bridge,
      BridgeHost host,
      BridgeNames names,
      KeptPorts kept) {
    this.plan = plan;
    this.bridge = bridge;
    this.host = host;
    this.names = names;
    this.kept = kept;
    this.shards = new Shards(this, host);
  }

  /// Makes the bridge, whose name this host's driver has claimed for it, and brings it up when the
  /// firewall knows it: nothing passes that is not judged.
  ///
  /// @param names that it gives its own back to
  static BridgeNetwork create(BridgePlan plan, BridgeHost host, BridgeNames names) {
    requireFree(plan, host.host());
    Set<IpFamily> forwarded = plan.internal() ? Set.of() : plan.families();
    List<Sysctl.Setting> forwarding = host.forwarding().required(forwarded, host.firewall());
    BridgeLink bridge = host.links().create(plan, forwarding);
    try {
      host.firewall().addNetwork(plan.elements());
      bringUp(plan, host, bridge);
    } catch (RuntimeException failure) {
      throw bridge.removedAgain(host.links(), failure);
    }
    host.forwarding().done(forwarded);
    return new BridgeNetwork(plan, Optional.of(bridge), host, names).watched();
  }

  /// Takes over a bridge that a former process made, and makes right what is wrong with it.
  static BridgeNetwork restored(
      BridgePlan plan,
      BridgeLink found,
      BridgeExamination present,
      BridgeHost host,
      BridgeNames names) {
    BridgeNetwork network = new BridgeNetwork(plan, Optional.of(found), host, names);
    Set<IpFamily> forwarded = plan.internal() ? Set.of() : plan.families();
    host.firewall().expect(plan.elements());
    List<Sysctl.Setting> forwarding = host.forwarding().required(forwarded, host.firewall());
    Admission admission = host.neighbours().admit(plan.bridge());
    if (!forwarding.isEmpty() || !present.bridge(network).isEmpty()) {
      found.restore(plan, host.host(), forwarding);
    }
    admission.await();
    host.forwarding().done(forwarded);
    present.shards(plan, found).forEach(network.shards::restore);
    return network.watched();
  }

  /// A network on a bridge that others have made, of which nothing is changed.
  static BridgeNetwork onto(BridgePlan plan, NetworkSpec spec, BridgeHost host, BridgeNames names) {
    BridgeLink found = OthersBridge.find(plan, host.host());
    OthersBridge.requireKept(spec, found, host.host());
    host.firewall().addNetwork(plan.elements());
    return new BridgeNetwork(plan, Optional.of(found), host, names).watched();
  }

  /// Takes over a network on a bridge of others.
  ///
  /// @param found the bridge, which may be gone at present
  static BridgeNetwork restoredOnto(
      BridgePlan plan, Optional<BridgeLink> found, BridgeHost host, BridgeNames names) {
    host.firewall().expect(plan.elements());
    return new BridgeNetwork(plan, found, host, names).watched();
  }

  /// Its double on a host's double.
  BridgeNetwork rehearsed(BridgeHost noted, BridgeNames copied) {
    BridgeNetwork copy =
        new BridgeNetwork(plan, bridge, noted, copied, kept.rehearsed(noted.ports()));
    copy.virtual.addAll(virtual);
    copy.shards = new Shards(copy, noted, shards);
    return copy;
  }

  private BridgeNetwork watched() {
    host.watch().watch(this);
    return this;
  }

  /// One that should be there, of which nothing is done.
  ///
  /// @param found its bridge, where it is there
  static BridgeNetwork planned(BridgePlan plan, Optional<BridgeLink> found, BridgeHost host) {
    return new BridgeNetwork(plan, found, host, new BridgeNames(_ -> {}));
  }

  @Override
  public List<Difference> examine(Collection<DriverEndpoint> joined) {
    return new BridgeExamination(host, plan.publishing()).network(this, joined);
  }

  @Override
  public Reconciliation mend(Collection<DriverEndpoint> joined) {
    return new BridgeMending(this, host).mend(joined);
  }

  /// Makes the bridge anew that somebody has removed, as it was, or takes the one that others have
  /// made anew; its ports are to be plugged in again. The firewall knows it by its name, and still
  /// does.
  void remake() {
    if (plan.existing()) {
      become(OthersBridge.find(plan, host.host()));
      return;
    }
    BridgeLink gone = bridge.orElseThrow();
    BridgePlan asItWas = plan.withMtu(gone.mtu());
    List<Sysctl.Setting> forwarding = host.forwarding().required(forwarded(), host.firewall());
    BridgeLink made = host.links().create(asItWas, forwarding);
    try {
      Admission admission = host.neighbours().admit(plan.bridge());
      host.links().bringUp(made, asItWas);
      Whose whose = BridgeExamination.whose(this);
      virtual.forEach(address -> host.links().addAddress(made.index(), address, whose));
      admission.await();
    } catch (RuntimeException failure) {
      throw made.removedAgain(host.links(), failure);
    }
    become(made);
    shards.all().forEach(shard -> host.watch().watch(this, shard));
  }

  private void become(BridgeLink other) {
    bridge.ifPresent(gone -> host.watch().forget(gone.index()));
    bridge = Optional.of(other);
    host.watch().watch(this);
  }

  /// Meanwhile others are told, who would drop what it carries.
  private static void bringUp(BridgePlan plan, BridgeHost host, BridgeLink bridge) {
    try {
      Admission admission = host.neighbours().admit(plan.bridge());
      host.links().bringUp(bridge, plan);
      admission.await();
    } catch (RuntimeException failure) {
      host.neighbours().dismiss(plan.bridge());
      try {
        host.firewall().removeNetwork(plan.elements());
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /// A name that a caller chose may be an interface's of the host, which is not ours to touch: not
  /// its alias, nor what the firewall has of it.
  private static void requireFree(BridgePlan plan, Host host) {
    if (plan.chosenName() && host.rtnetlink().find(Links.get(plan.bridge())).isPresent()) {
      throw BridgeLink.taken(plan);
    }
  }

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec spec) {
    Publication.require(publishing(), "endpoint " + spec.name(), spec.ports());
    BridgeEndpointOptions options = options(spec);
    EndpointSegment.require(plan, spec, options);
    return new BridgeEndpoint(this, spec, options);
  }

  private static BridgeEndpointOptions options(EndpointSpec spec) {
    return BridgeEndpointOptions.of(
        "endpoint " + spec.name(), spec.options().orElse(BridgeEndpointOptions.USUAL));
  }

  /// What is published at an endpoint's own address has no port of the host.
  @Override
  public void keepPorts(String endpoint, List<PortBinding> ports) {
    kept.hold(
        endpoint,
        ports.stream()
            .filter(binding -> !binding.hostAddress().equals(binding.containerAddress()))
            .toList());
  }

  @Override
  public CompletableFuture<Void> releasePorts(String endpoint) {
    return kept.release(endpoint);
  }

  @Override
  public DriverService createService(ServiceSpec spec) {
    if (plan.existing()) {
      throw new NetworkException.InvalidParameter(
          "service %s cannot have the addresses %s: bridge %s of network %s is one of others; make it with ServiceOption.RoundRobin"
              .formatted(spec.name(), spec.addresses(), plan.bridge(), plan.network()));
    }
    return BridgeService.create(this, spec);
  }

  @Override
  public DriverService restoreService(
      ServiceSpec spec,
      Collection<ServiceBackend> backends,
      Collection<ServiceBackend> resting,
      List<PortBinding> had) {
    return BridgeService.restored(this, spec, backends, resting, had);
  }

  /// Gives the bridge a service's address, and has the host forward what is sent there.
  void addVirtual(IpAddress address) {
    if (!forwarded().contains(address.family())) {
      Set<IpFamily> needed = Set.of(address.family());
      host.links().set(host.forwarding().required(needed, host.firewall()));
      host.forwarding().done(needed);
    }
    host.links().addAddress(bridge(), address, BridgeExamination.whose(this));
    virtual.add(address);
  }

  /// Takes a service's address from the bridge.
  void removeVirtual(IpAddress address) {
    virtual.remove(address);
    host.links().removeAddress(bridge(), address, BridgeExamination.whose(this));
  }

  /// Notes that a service is there, to be looked after.
  void serves(BridgeService service) {
    services.add(service);
  }

  void servesNoMore(BridgeService service) {
    services.remove(service);
  }

  /// Notes one that should be there, where the network is only planned itself.
  void plan(ServiceSpec spec) {
    virtual.addAll(spec.addresses());
    planned.add(new ServiceElements(plan.bridge(), spec.addresses(), List.of(), spec.balancing()));
  }

  /// What those that should be there need whoever serves them.
  List<ServiceElements> planned() {
    return planned;
  }

  /// Those that are looked after.
  Set<BridgeService> services() {
    return services;
  }

  /// The addresses of services.
  Set<IpAddress> virtualAddresses() {
    return virtual;
  }

  /// The families in which the host forwards for it: without a way out those of services.
  Set<IpFamily> forwarded() {
    return plan.internal()
        ? virtual.stream().map(IpAddress::family).collect(Collectors.toUnmodifiableSet())
        : plan.families();
  }

  @Override
  public Removal delete() {
    CompletableFuture<Void> portsFree = kept.releaseAll();
    host.watch().forget(this);
    if (plan.existing()) {
      host.firewall().removeNetwork(plan.elements());
      names.giveBack(plan.bridge());
      return new Removal(portsFree);
    }
    shards.removeEmpty();
    Removal removal = host.links().retire(bridge(), addresses(), BridgeExamination.whose(this));
    host.firewall().removeNetwork(plan.elements());
    CompletableFuture<Void> gone =
        removal.released().thenRun(() -> host.neighbours().dismiss(plan.bridge()));
    names.giveBack(plan.bridge(), bridge(), gone);
    return new Removal(CompletableFuture.allOf(removal.announced(), portsFree), gone);
  }

  /// All that the bridge has of ours.
  private List<InterfaceAddress> addresses() {
    List<InterfaceAddress> all = new ArrayList<>(plan.addresses());
    virtual.forEach(address -> all.add(new InterfaceAddress(address, address.family().bits())));
    return all;
  }

  BridgePlan plan() {
    return plan;
  }

  /// The bridges it has.
  Shards shards() {
    return shards;
  }

  /// Has a further bridge that is to go removed at the latest when the driver is closed.
  void leave(Shard shard, Removal removal) {
    CompletableFuture<Void> gone =
        removal.released().thenRun(() -> host.neighbours().dismiss(shard.name()));
    names.giveBack(shard.name(), shard.index(), gone);
  }

  /// @throws io.libnetwork.NetworkException.Unavailable when it is not there
  Ifindex bridge() {
    return bridge.orElseThrow(() -> OthersBridge.missing(plan)).index();
  }

  /// Whether the kernel has the bridge no more.
  boolean bridgeGone() {
    return host.host().rtnetlink().find(Links.get(bridge())).isEmpty();
  }

  /// The bridge, where it is known to have been there.
  Optional<BridgeLink> link() {
    return bridge;
  }

  /// The MTU of endpoints that ask for none.
  int mtu() {
    return bridge.orElseThrow(() -> OthersBridge.missing(plan)).mtu();
  }

  /// The MTU of endpoints that ask for none, where it is known.
  OptionalInt knownMtu() {
    return bridge.map(link -> OptionalInt.of(link.mtu())).orElse(plan.mtu());
  }

  Host host() {
    return host.host();
  }

  HostLinks links() {
    return host.links();
  }

  @Override
  public PublishPlan publishing() {
    return plan.publishPlan();
  }

  @Override
  public Firewall firewall() {
    return host.firewall();
  }

  BridgeWatch watch() {
    return host.watch();
  }

  @Override
  public FlowPurge flows() {
    return host.flows();
  }

  @Override
  public HostPorts ports() {
    return host.ports();
  }

  @Override
  public KeptPorts kept() {
    return kept;
  }

  @Override
  public PortProxies proxies() {
    return host.proxies();
  }
}
