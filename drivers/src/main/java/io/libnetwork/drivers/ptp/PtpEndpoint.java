package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference.Whose;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.firewall.RoutedLink;
import io.libnetwork.drivers.links.LinkLocalAddress;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.drivers.publish.Publication;
import io.libnetwork.drivers.publish.PublishedPorts;
import io.libnetwork.drivers.shaping.Shaper;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.reconcile.WantedLink;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import io.libnetwork.spi.Hint;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One endpoint of a point-to-point network. Nothing of it is in the kernel until a sandbox joins.
final class PtpEndpoint implements DriverEndpoint, ExternalConnectivity {

  private static final String PREFIX = "ptp";
  private static final int DIGITS = 11;

  /// After which an interface is removed by us that the end of its namespace should have removed,
  /// as when a process still is in there.
  private static final Duration NAMESPACE_PATIENCE = Duration.ofMillis(500);

  private final PtpNetwork network;
  private final EndpointSpec spec;
  private final Shaper shaper;
  private final PublishedPorts ports;

  /// Changed under the network's lock, and read without it by who only looks.
  private volatile @Nullable RoutedPair pair;

  PtpEndpoint(PtpNetwork network, EndpointSpec spec) {
    PtpHost host = network.host();
    Mark mark = Mark.endpoint(host.host(), spec.id(), PtpDriver.NAME);
    this.network = network;
    this.spec = spec;
    this.shaper = new Shaper(host.host(), host.links(), spec.id(), mark, spec.bandwidth());
    this.ports = new PublishedPorts(network, spec, this::rules);
  }

  private PtpEndpoint(PtpNetwork network, PtpEndpoint live) {
    this.network = network;
    this.spec = live.spec;
    this.shaper = live.shaper.rehearsed(network.host().links());
    this.ports = live.ports.rehearsed(network);
    this.pair = live.pair;
  }

  /// Its double on its network's double.
  PtpEndpoint rehearsed(PtpNetwork noted) {
    return new PtpEndpoint(noted, this);
  }

  @Override
  public Set<IpFamily> connectivity() {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    if (!network.plan().internal()) {
      spec.addresses().forEach(address -> families.add(address.family()));
    }
    return families;
  }

  @Override
  public JoinPlan join(JoinRequest request) {
    claimName();
    try {
      ports.take(request.gatewayFor());
      RoutedPair made = plugIn(request);
      plugged(made);
      ports.began();
      return plan(Optional.of(made.inside()));
    } catch (RuntimeException failure) {
      CompletableFuture<Void> _ = ports.giveBack();
      giveNameBack();
      throw failure;
    }
  }

  /// Takes over an interface that was found after a restart, with the ports it had.
  ///
  /// @param sound its host's end is as it should be
  /// @param ifb the link that was made for its limits
  JoinPlan restored(
      RoutedPair found,
      boolean sound,
      Optional<Link> ifb,
      JoinRequest request,
      List<PortBinding> had) {
    claimName();
    ports.restore(request.gatewayFor(), had);
    try {
      network.firewall().expect(ports.elements());
      if (!sound) {
        network.host().links().set(parameters());
        RoutedPair.openAgain(network.host().host(), this, found.outside(), mtu());
      }
      ports.serve();
      shaper.restore(found.outside(), ifb);
    } catch (RuntimeException failure) {
      CompletableFuture<Void> _ = ports.giveBack();
      giveNameBack();
      throw failure;
    }
    plugged(found);
    return plan(Optional.of(found.inside()));
  }

  /// A name that a caller chose may be another interface's, which the firewall must not take for
  /// the endpoint's.
  private void claimName() {
    if (spec.hostInterface().isEmpty()) {
      return;
    }
    if (!network.host().names().add(outsideName())) {
      throw RoutedPair.taken(this, outsideName());
    }
  }

  private void requireFree(JoinRequest request) {
    boolean chosen = spec.hostInterface().isPresent();
    if (chosen && network.host().host().rtnetlink().find(Links.get(outsideName())).isPresent()) {
      throw RoutedPair.taken(this, request.name());
    }
  }

  private void giveNameBack() {
    spec.hostInterface().ifPresent(network.host().names()::remove);
  }

  /// Makes the interface when the firewall knows it, so that nothing passes that is not judged.
  private RoutedPair plugIn(JoinRequest request) {
    requireFree(request);
    EndpointElements elements = ports.elements();
    network.firewall().addEndpoint(elements);
    try {
      ports.serve();
      return limited(network.host().links().create(this, request, mtu()));
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
  private RoutedPair limited(RoutedPair made) {
    try {
      shaper.plugIn(made.outside());
      return made;
    } catch (RuntimeException failure) {
      Removal _ = shaper.unplugged();
      Removal _ = network.host().links().delete(made.outside(), whose());
      throw failure;
    }
  }

  private void plugged(RoutedPair made) {
    pair = made;
    watch(made);
  }

  private void watch(RoutedPair present) {
    Hint hint = new Hint.OfEndpoint(network.plan().id(), spec.id());
    network.host().hints().watch(present.outside(), hint, mtu());
  }

  /// Has the host's end watched again, after it was mended.
  void watchAgain() {
    RoutedPair present = pair;
    if (present != null) {
      watch(present);
    }
  }

  @Override
  public JoinPlan inside() {
    return plan(Optional.empty());
  }

  /// The container reaches everything by the host, its own network too.
  private JoinPlan plan(Optional<Ifindex> inside) {
    OptionalInt mtu = spec.mtu().isPresent() ? spec.mtu() : network.knownMtu();
    return new JoinPlan(inside, mtu, gateways(), routes(), true);
  }

  private Map<IpFamily, IpAddress> gateways() {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    connectivity().forEach(family -> gateways.put(family, network.plan().gateway(family)));
    return gateways;
  }

  /// The gateway first, by which the rest is reached.
  private List<SandboxRoute> routes() {
    List<SandboxRoute> routes = new ArrayList<>();
    for (InterfaceAddress own : spec.addresses()) {
      IpAddress gateway = network.plan().gateway(own.family());
      routes.add(SandboxRoute.direct(IpPrefix.containing(gateway, own.family().bits())));
      if (own.length() < own.family().bits()) {
        routes.add(SandboxRoute.via(own.prefix(), gateway));
      }
    }
    return routes;
  }

  /// The firewall knows the interface by its name, and the ports that are published are held as
  /// before.
  @Override
  public Optional<JoinPlan> replug(JoinRequest request) {
    RoutedPair gone = pair;
    if (gone != null
        && network.host().host().rtnetlink().find(Links.get(gone.outside())).isPresent()) {
      return Optional.empty();
    }
    Removal _ = shaper.unplugged();
    RoutedPair made = limited(network.host().links().create(this, request, mtu()));
    network.host().hints().forget(gone == null ? made.outside() : gone.outside());
    plugged(made);
    return Optional.of(plan(Optional.of(made.inside())));
  }

  /// The host's end; empty while no sandbox has joined.
  Optional<Ifindex> outside() {
    return Optional.ofNullable(pair).map(RoutedPair::outside);
  }

  /// What the host's end should be.
  ///
  /// @param index its number
  WantedLink wanted(Ifindex index) {
    return new WantedLink(
        outsideName(),
        spec.mtu().isPresent() ? spec.mtu() : network.knownMtu(),
        Optional.empty(),
        network.group(),
        Optional.empty(),
        wantedParameters(),
        RoutedPair.addresses(this, index),
        RoutedPair.routes(this, index));
  }

  /// What the host's end needs of the kernel's parameters, and would not have by itself.
  List<Sysctl.Setting> parameters() {
    boolean ipv6 = spec.address(IpFamily.V6).isPresent();
    return wantedParameters().entrySet().stream()
        .filter(
            entry -> entry.getKey() == LinkParameter.ROUTE_LOCALNET || network.ipv6Off() == ipv6)
        .map(entry ->
            Sysctl.Setting.ifPresent(
                entry.getKey().key(outsideName().value()), entry.getValue().toString()))
        .toList();
  }

  /// What is published at 127.0.0.1 is led to the container only where its link allows that. With
  /// IPv6 each link has routes of its own, and the kernel walks over all of them when another link
  /// comes up (`rt6_sync_up` in `net/ipv6/route.c`): where nobody needs it it is off.
  private Map<LinkParameter, Integer> wantedParameters() {
    Map<LinkParameter, Integer> wanted = new TreeMap<>();
    if (!ports.empty() && spec.address(IpFamily.V4).isPresent()) {
      wanted.put(LinkParameter.ROUTE_LOCALNET, 1);
    }
    wanted.put(LinkParameter.DISABLE_IPV6, spec.address(IpFamily.V6).isPresent() ? 0 : 1);
    return wanted;
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

  /// Until the link's carrier has been noticed the kernel drops what it is to send.
  @Override
  public void awaitCarrier() {
    RoutedPair present = pair;
    if (present != null) {
      network.host().links().awaitCarrier(present.outside());
    }
  }

  /// The interface first. What is said of it goes before it is gone, and then nothing passes it at
  /// all, because its link group says that it is ours.
  @Override
  public Removal leave(boolean namespaceEnds) {
    RoutedPair present = pair;
    if (present == null) {
      return Removal.done();
    }
    network.host().hints().forget(present.outside());
    Removal removal = removal(present, namespaceEnds).and(shaper.unplugged());
    network.firewall().removeEndpoint(ports.elements());
    CompletableFuture<Void> _ = ports.giveBack();
    pair = null;
    return removal
        .afterwards(this::giveNameBack)
        .forgetting(() -> network.flows().addresses(ports.addresses()));
  }

  private Removal removal(RoutedPair present, boolean namespaceEnds) {
    PtpLinks links = network.host().links();
    return namespaceEnds
        ? links.awaitRemoval(present.outside(), NAMESPACE_PATIENCE, whose())
        : links.delete(present.outside(), whose());
  }

  @Override
  public void delete() {
    Removal _ = leave(false);
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
    boolean first = ports.empty() && !further.isEmpty();
    List<PortBinding> got = ports.publish(further);
    if (first && pair != null) {
      allowLoopback(further);
    }
    return got;
  }

  private void allowLoopback(List<PublishedPort> published) {
    try {
      network.host().links().setOf(outsideName(), parameters(), whose());
    } catch (RuntimeException failure) {
      try {
        ports.unpublish(published);
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  @Override
  public void unpublish(List<PublishedPort> ended) {
    ports.unpublish(ended);
  }

  private EndpointElements rules(List<PortBinding> published) {
    return new EndpointElements(
        new RoutedLink(outsideName(), network.elements(), sendsFrom()),
        spec.addresses().stream().map(InterfaceAddress::address).toList(),
        published);
  }

  /// With IPv6 the kernel makes a link-local address for the interface.
  private List<IpAddress> sendsFrom() {
    Set<IpAddress> all = new LinkedHashSet<>();
    spec.addresses().forEach(own -> all.add(own.address()));
    if (spec.address(IpFamily.V6).isPresent()) {
      all.add(LinkLocalAddress.of(mac()));
    }
    all.addAll(spec.linkLocal());
    return List.copyOf(all);
  }

  PtpNetwork network() {
    return network;
  }

  EndpointSpec spec() {
    return spec;
  }

  MacAddress mac() {
    return spec.macAddress().orElseThrow();
  }

  Whose whose() {
    return Whose.endpoint(network.plan().network(), spec.name());
  }

  /// The name of the host's end.
  InterfaceName outsideName() {
    return spec.hostInterface()
        .orElseGet(() -> new InterfaceName(PREFIX + spec.id().value().substring(0, DIGITS)));
  }

  private int mtu() {
    return spec.mtu().orElseGet(() -> network.hub().mtu());
  }
}
