package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.drivers.publish.Publication;
import io.libnetwork.drivers.publish.PublishedPorts;
import io.libnetwork.drivers.shaping.Shaper;
import io.libnetwork.drivers.tap.SandboxTap;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import io.libnetwork.reconcile.WantedLink;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One endpoint of a bridge network. Nothing of it is in the kernel until a sandbox joins.
final class BridgeEndpoint implements DriverEndpoint, ExternalConnectivity {

  private static final String PORT_PREFIX = "veth";
  private static final int PORT_DIGITS = 11;
  private static final int NOWHERE = -1;

  /// After which an interface is removed by us that the end of its namespace should have removed,
  /// as when a process still is in there.
  private static final Duration NAMESPACE_PATIENCE = Duration.ofMillis(500);

  private final BridgeNetwork network;
  private final EndpointSpec spec;
  private final EndpointSegment segment;
  private final Shaper shaper;
  private final PublishedPorts ports;

  /// For the virtual machine that the sandbox is for, if it is.
  private final Optional<SandboxTap> tap;

  /// How many services it is a backend of; changed under the network's lock.
  private final AtomicInteger services = new AtomicInteger();

  /// Changed under the network's lock, and read without it by who only looks.
  private volatile @Nullable VethPair pair;

  /// The number of the bridge it is on, or to be on; [#NOWHERE] while no sandbox has joined.
  private volatile int place = NOWHERE;

  /// Of the sandbox that joined it last, which is open as long as there is a pair.
  private volatile @Nullable NetworkNamespace container;

  BridgeEndpoint(BridgeNetwork network, EndpointSpec spec, BridgeEndpointOptions options) {
    this.network = network;
    this.spec = spec;
    this.segment = EndpointSegment.of(network.plan(), options);
    this.shaper =
        new Shaper(
            network.host(),
            network.links(),
            spec.id(),
            Mark.endpoint(network.host(), spec.id()),
            spec.bandwidth());
    this.tap =
        options
            .tap()
            .map(device ->
                new SandboxTap(
                    network.host(), device, spec.name(), Mark.endpoint(network.host(), spec.id())));
    EndpointRules rules = EndpointRules.of(network.plan(), spec, portName(), options);
    this.ports = new PublishedPorts(network, spec, rules::elements);
  }

  private BridgeEndpoint(BridgeNetwork network, BridgeEndpoint live) {
    this.network = network;
    this.spec = live.spec;
    this.segment = live.segment;
    this.shaper = live.shaper.rehearsed(network.links());
    this.ports = live.ports.rehearsed(network);
    this.tap = live.tap;
    this.pair = live.pair;
    this.place = live.place;
    this.services.set(live.services.get());
  }

  /// Its double on its network's double.
  BridgeEndpoint rehearsed(BridgeNetwork noted) {
    return new BridgeEndpoint(noted, this);
  }

  @Override
  public Set<IpFamily> connectivity() {
    return segment.outward(spec);
  }

  @Override
  public JoinPlan join(JoinRequest request) {
    segment.vlans().ifPresent(vlans -> OthersBridge.requireFiltering(network, spec.name(), vlans));
    tap.ifPresent(asked -> asked.require(request));
    ports.take(request.gatewayFor());
    try {
      if (place == NOWHERE) {
        place = network.shards().place(spec.name(), segment);
      }
      VethPair made = plugIn(request, ports.elements());
      plugged(made, request);
      ports.began();
      return new JoinPlan(Optional.of(made.inside()), OptionalInt.of(mtu()), gateways(), List.of());
    } catch (RuntimeException failure) {
      displaced(failure);
      CompletableFuture<Void> _ = ports.giveBack();
      throw failure;
    }
  }

  /// Takes a place on the bridge that its port was found on, or on any where that was none of the
  /// network's.
  ///
  /// @return whether it was
  boolean placeAgain(Optional<Ifindex> found) {
    OptionalInt number = found.map(network.shards()::numberOf).orElseGet(OptionalInt::empty);
    if (number.isPresent()) {
      network.shards().count(number.getAsInt());
      place = number.getAsInt();
    } else {
      place = network.shards().place(spec.name(), segment);
    }
    return number.isPresent();
  }

  /// Gives its place up.
  private Removal displaced() {
    Removal removal = place == NOWHERE ? Removal.done() : network.shards().leave(place);
    place = NOWHERE;
    return removal;
  }

  /// As [#displaced], after a failure. Where that is refused too, it keeps its place and has it
  /// when it joins again.
  private void displaced(RuntimeException failure) {
    try {
      Removal _ = displaced();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  /// The bridge it is on.
  ///
  /// @throws io.libnetwork.NetworkException.Unavailable when it is not there
  Ifindex bridge() {
    return network.shards().find(place).map(Shard::index).orElseGet(network::bridge);
  }

  /// The name of the bridge it is on.
  String bridgeName() {
    return network.shards().find(place).map(Shard::name).orElseGet(network.plan()::bridge).value();
  }

  /// The number of the bridge it is on, while it is joined.
  OptionalInt place() {
    return place == NOWHERE ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /// Takes over an interface that was found after a restart, with the ports it had.
  ///
  /// @param sound its host's end is as it should be
  /// @param ifb the link that was made for its limits
  JoinPlan restored(
      VethPair found,
      boolean sound,
      Optional<Link> ifb,
      JoinRequest request,
      List<PortBinding> had) {
    ports.restore(request.gatewayFor(), had);
    try {
      EndpointTap.restore(this, request.namespace(), found.inside());
      network.firewall().expect(ports.elements());
      if (!sound) {
        VethPair.openAgain(network.host(), this, found.port(), mtu());
      }
      ports.serve();
      shaper.restore(found.port(), ifb);
    } catch (RuntimeException failure) {
      displaced(failure);
      CompletableFuture<Void> _ = ports.giveBack();
      throw failure;
    }
    plugged(found, request);
    return new JoinPlan(Optional.of(found.inside()), knownMtu(), gateways(), List.of());
  }

  /// Makes the interface when the firewall knows it, so that nothing passes that is not judged.
  private VethPair plugIn(JoinRequest request, EndpointElements elements) {
    network.firewall().addEndpoint(elements);
    try {
      ports.serve();
      return limited(network.links().create(this, request, mtu()), request);
    } catch (RuntimeException failure) {
      try {
        network.firewall().removeEndpoint(elements);
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /// Limits what goes through an interface that was just made.
  private VethPair limited(VethPair made, JoinRequest request) {
    try {
      shaper.plugIn(made.port());
      return made;
    } catch (RuntimeException failure) {
      Removal _ = shaper.unplugged();
      takeBack(made, request, failure);
      throw failure;
    }
  }

  /// The tap device first: the port leads to it where somebody is killed in between.
  private void takeBack(VethPair made, JoinRequest request, RuntimeException failure) {
    try {
      network.links().removeTap(this, Optional.of(request.namespace()));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    Removal _ = network.links().delete(made.port(), BridgeExamination.whose(this));
  }

  @Override
  public JoinPlan inside() {
    return new JoinPlan(Optional.empty(), knownMtu(), gateways(), List.of());
  }

  /// The firewall knows the port by its name, and the ports that are published are held as before.
  @Override
  public Optional<JoinPlan> replug(JoinRequest request) {
    VethPair gone = pair;
    if (gone != null && network.host().rtnetlink().find(Links.get(gone.port())).isPresent()) {
      return Optional.empty();
    }
    Removal _ = shaper.unplugged();
    VethPair made = limited(network.links().create(this, request, mtu()), request);
    network.watch().forget(gone == null ? made.port() : gone.port());
    plugged(made, request);
    return Optional.of(
        new JoinPlan(Optional.of(made.inside()), OptionalInt.of(mtu()), gateways(), List.of()));
  }

  /// Plugs a port that was found into the bridge that there is now. With VLANs of its own it is
  /// down meanwhile, because a port is in the bridge's own at first.
  void plugAgain(Ifindex port) {
    NetlinkBatch batch = network.host().rtnetlink().batch();
    if (segment.vlans().isPresent()) {
      batch.add(Links.down(port));
    }
    batch.add(Links.change(port, LinkSetting.master(bridge())));
    batch.add(
        BridgePorts.change(
            port, BridgePortOption.HAIRPIN.value(publishes() ? 1 : 0), segment.isolation()));
    segment.memberships(port).forEach(batch::add);
    batch.send();
    if (segment.vlans().isPresent()) {
      network.host().rtnetlink().execute(Links.up(port));
    }
  }

  private void plugged(VethPair made, JoinRequest request) {
    container = request.namespace();
    pair = made;
    watchAgain();
  }

  /// Has the port watched as one of the bridge that there is now.
  void watchAgain() {
    VethPair present = pair;
    if (present != null && network.link().isPresent()) {
      network.watch().watch(this, present.port(), mtu());
    }
  }

  /// Has the sockets of the sandbox end connections that were led here, and the host forget them.
  ///
  /// @param ways by which they came
  CompletableFuture<Void> endConnections(List<PortBinding> ways) {
    NetworkNamespace joined = container;
    return pair == null || joined == null
        ? network.flows().withdrawn(ways)
        : network
            .flows()
            .ended(ways, () -> SocketDiagnosis.open(network.host().namespaceThread(), joined));
  }

  /// The host's end; empty while no sandbox has joined.
  Optional<Ifindex> port() {
    return Optional.ofNullable(pair).map(VethPair::port);
  }

  /// What the host's end should be.
  ///
  /// @param bridge the bridge's number
  /// @param name the bridge's name
  WantedLink wanted(Ifindex bridge, String name) {
    return new WantedLink(
        portName(),
        knownMtu(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new WantedLink.Socket(
                bridge,
                name,
                Map.of(
                    BridgePortOption.HAIRPIN,
                    publishes() ? 1 : 0,
                    BridgePortOption.ISOLATED,
                    segment.isolation().value()))),
        Map.of(),
        List.of(),
        List.of());
  }

  /// What the firewall should know of it.
  ///
  /// @param had what it has of the host for what it publishes
  EndpointElements elements(List<PortBinding> had) {
    return ports.elementsWith(had);
  }

  /// What is published and should be served by a proxy, and is not.
  List<PortProxy> unserved() {
    return ports.unserved();
  }

  Shaper shaper() {
    return shaper;
  }

  /// The tap device that it is to have in the sandbox.
  Optional<SandboxTap> tap() {
    return tap;
  }

  /// The namespace of the sandbox that has joined; empty while none has.
  Optional<NetworkNamespace> container() {
    return pair == null ? Optional.empty() : Optional.ofNullable(container);
  }

  /// The sandbox's end of the interface; empty while no sandbox has joined.
  Optional<Ifindex> sandboxEnd() {
    return Optional.ofNullable(pair).map(VethPair::inside);
  }

  /// The bridge takes frames from a port only some time after the port has a carrier, and has one
  /// itself, for what the host sends, only some time after its first port.
  @Override
  public void awaitCarrier() {
    VethPair present = pair;
    if (present != null) {
      network.links().awaitCarrier(List.of(present.port(), bridge()));
    }
  }

  /// The interface first, so that nothing passes while its rules go. Its connections are forgotten
  /// when it is gone, and not earlier, or its last packets would be remembered again; who waits for
  /// it to be gone does not wait for that.
  @Override
  public Removal leave(boolean namespaceEnds) {
    VethPair present = pair;
    if (present == null) {
      return Removal.done();
    }
    network.watch().forget(present.port());
    if (!namespaceEnds) {
      network.links().removeTap(this, container());
    }
    Removal removal = removal(present, namespaceEnds).and(shaper.unplugged());
    network.firewall().removeEndpoint(ports.elements());
    Removal placeless = displaced();
    CompletableFuture<Void> _ = ports.giveBack();
    pair = null;
    return removal.and(placeless).forgetting(() -> network.flows().addresses(ports.addresses()));
  }

  private Removal removal(VethPair present, boolean namespaceEnds) {
    Whose whose = BridgeExamination.whose(this);
    return namespaceEnds
        ? network.links().awaitRemoval(present.port(), NAMESPACE_PATIENCE, whose)
        : network.links().delete(present.port(), whose);
  }

  @Override
  public void delete() {
    leave(false);
  }

  @Override
  public List<PortBinding> ports() {
    return pair == null ? List.of() : ports.bindings();
  }

  @Override
  public Optional<ExternalConnectivity> externalConnectivity() {
    return Optional.of(this);
  }

  @Override
  public Optional<Bandwidth> bandwidth() {
    return Optional.of(shaper);
  }

  @Override
  public void program(Set<IpFamily> families) {
    if (pair != null) {
      ports.program(families);
    }
  }

  @Override
  public List<PortBinding> publish(List<PublishedPort> further) {
    Publication.require(network.publishing(), "endpoint " + spec.name(), further);
    segment.requirePublishable(spec.name(), !further.isEmpty());
    if (publishes() || further.isEmpty()) {
      return ports.publish(further);
    }
    sendBack(true);
    try {
      return ports.publish(further);
    } catch (RuntimeException failure) {
      try {
        sendBack(false);
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  @Override
  public void unpublish(List<PublishedPort> ended) {
    ports.unpublish(ended);
    // Said also where there were none: the last attempt may have failed behind the ports.
    if (!publishes() && !ended.isEmpty()) {
      sendBack(false);
    }
  }

  /// It publishes something, or is asked to once it is a gateway, or is a service's backend: then
  /// it may be led to itself.
  boolean publishes() {
    return !ports.empty() || services.get() > 0;
  }

  /// Notes that it is the backend of one more service.
  ///
  /// @return whether it was the backend of none
  boolean serve() {
    if (services.get() == 0 && ports.empty()) {
      sendBack(true);
    }
    return services.getAndIncrement() == 0;
  }

  /// Whether it is the backend of one service alone.
  boolean servesOne() {
    return services.get() == 1;
  }

  /// Notes that it is the backend of one service less.
  ///
  /// @return whether it is the backend of none now
  boolean serveNoMore() {
    if (services.get() == 1 && ports.empty()) {
      sendBack(false);
    }
    return services.decrementAndGet() == 0;
  }

  /// Whether the bridge's port sends frames back the way they came, by which a container reaches
  /// itself at a port of the host.
  private void sendBack(boolean on) {
    VethPair present = pair;
    if (present != null) {
      network.links().sendBack(present.port(), on, BridgeExamination.whose(this));
    }
  }

  BridgeNetwork network() {
    return network;
  }

  EndpointSpec spec() {
    return spec;
  }

  /// Which part of the bridge it reaches.
  EndpointSegment segment() {
    return segment;
  }

  /// The name of the host's end.
  InterfaceName portName() {
    return spec.hostInterface()
        .orElseGet(
            () -> new InterfaceName(PORT_PREFIX + spec.id().value().substring(0, PORT_DIGITS)));
  }

  int mtu() {
    return spec.mtu().orElseGet(network::mtu);
  }

  OptionalInt knownMtu() {
    return spec.mtu().isPresent() ? spec.mtu() : network.knownMtu();
  }

  private Map<IpFamily, IpAddress> gateways() {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    for (IpFamily family : connectivity()) {
      network.plan().address(family).ifPresent(own -> gateways.put(family, own.address()));
    }
    return gateways;
  }
}
