package io.libnetwork.drivers.bridge;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.ports.PortLease;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One endpoint of a bridge network. Nothing of it is in the kernel until a sandbox joins.
final class BridgeEndpoint implements DriverEndpoint, ExternalConnectivity {

  private static final String PORT_PREFIX = "veth";
  private static final int PORT_DIGITS = 11;

  /// After which an interface is removed by us that the end of its namespace should have removed,
  /// as when a process still is in there.
  private static final Duration NAMESPACE_PATIENCE = Duration.ofMillis(500);

  private final BridgeNetwork network;
  private final EndpointSpec spec;
  private @Nullable VethPair pair;
  private Optional<PortLease> lease = Optional.empty();
  private Set<IpFamily> gatewayFor = Set.of();

  BridgeEndpoint(BridgeNetwork network, EndpointSpec spec) {
    this.network = network;
    this.spec = spec;
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
    Optional<PortLease> leased = lease(request.gatewayFor());
    try {
      VethPair made = plugIn(request, elements(leased));
      pair = made;
      lease = leased;
      gatewayFor = request.gatewayFor();
      lead(leased);
      return new JoinPlan(Optional.of(made.inside()), OptionalInt.of(mtu()), gateways(), List.of());
    } catch (RuntimeException failure) {
      leased.ifPresent(PortLease::close);
      throw failure;
    }
  }

  /// Makes the interface when the firewall knows it, so that nothing passes that is not judged.
  private VethPair plugIn(JoinRequest request, EndpointElements elements) {
    network.firewall().addEndpoint(elements);
    try {
      return VethPair.create(this, request, mtu());
    } catch (RuntimeException failure) {
      try {
        network.firewall().removeEndpoint(elements);
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /// The bridge takes frames from a port only some time after the port has a carrier, and has one
  /// itself, for what the host sends, only some time after its first port.
  @Override
  public void awaitCarrier() {
    VethPair present = pair;
    if (present != null) {
      Readiness.awaitAll(network.host().rtnetlink(), List.of(present.port(), network.bridge()));
    }
  }

  /// The interface first, so that nothing passes while its rules go. Its connections are forgotten
  /// when it is gone, and not earlier, or its last packets would be remembered again.
  @Override
  public Removal leave(boolean namespaceEnds) {
    VethPair present = pair;
    if (present == null) {
      return Removal.done();
    }
    Removal removal =
        new Removal(
            namespaceEnds
                ? network.host().linkReaper().awaitRemoval(present.port(), NAMESPACE_PATIENCE)
                : network.host().linkReaper().delete(present.port()));
    network.firewall().removeEndpoint(elements(lease));
    CompletableFuture<Void> portsFree = giveBack();
    pair = null;
    return new Removal(
        removal
            .announced()
            .thenCompose(_ -> network.flows().addresses(addresses()))
            .thenCompose(_ -> portsFree));
  }

  /// Lets others have the ports once the connections through them are forgotten, or they would be
  /// sent what is meant for this one.
  ///
  /// @return completes when others can have them
  private CompletableFuture<Void> giveBack() {
    Optional<PortLease> leased = lease;
    lease = Optional.empty();
    gatewayFor = Set.of();
    return leased
        .map(
            ports -> network.ports().closeAfter(network.flows().withdrawn(ports.bindings()), ports))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public void delete() {
    leave(false);
  }

  @Override
  public List<PortBinding> ports() {
    return bindings(lease);
  }

  @Override
  public Optional<ExternalConnectivity> externalConnectivity() {
    return Optional.of(this);
  }

  @Override
  public void program(Set<IpFamily> families) {
    if (pair == null || families.equals(gatewayFor) || spec.ports().isEmpty()) {
      return;
    }
    EndpointElements before = elements(lease);
    withdraw(before);
    Optional<PortLease> after = lease(families);
    try {
      network.firewall().changePorts(elements(Optional.empty()), elements(after));
    } catch (RuntimeException failure) {
      after.ifPresent(PortLease::close);
      throw failure;
    }
    lease = after;
    gatewayFor = Set.copyOf(families);
    lead(after);
  }

  /// Who sent datagrams to a port before it was published goes on reaching nobody, unless he is
  /// forgotten. Nobody waits for that.
  private void lead(Optional<PortLease> leased) {
    CompletableFuture<Void> _ = network.flows().published(bindings(leased));
  }

  /// Rules first, so that no port is given to somebody else whose rules still lead here.
  private void withdraw(EndpointElements published) {
    network.firewall().changePorts(published, elements(Optional.empty()));
    CompletableFuture<Void> _ = giveBack();
  }

  BridgeNetwork network() {
    return network;
  }

  EndpointSpec spec() {
    return spec;
  }

  /// The name of the host's end.
  InterfaceName portName() {
    return spec.hostInterface()
        .orElseGet(
            () -> new InterfaceName(PORT_PREFIX + spec.id().value().substring(0, PORT_DIGITS)));
  }

  private int mtu() {
    return spec.mtu().orElse(network.mtu());
  }

  private Map<IpFamily, IpAddress> gateways() {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    for (IpFamily family : connectivity()) {
      network.plan().address(family).ifPresent(own -> gateways.put(family, own.address()));
    }
    return gateways;
  }

  private Optional<PortLease> lease(Set<IpFamily> families) {
    List<IpAddress> reached =
        spec.addresses().stream()
            .filter(address -> families.contains(address.family()))
            .map(InterfaceAddress::address)
            .toList();
    if (spec.ports().isEmpty() || reached.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(network.ports().lease(spec.name(), requests(), reached));
  }

  private List<PublishedPort> requests() {
    return spec.ports().stream()
        .map(port ->
            network
                .plan()
                .publishAddress()
                .filter(_ -> port.hostAddress().isEmpty())
                .map(port::at)
                .orElse(port))
        .toList();
  }

  private static List<PortBinding> bindings(Optional<PortLease> leased) {
    return leased.map(PortLease::bindings).orElse(List.of());
  }

  private EndpointElements elements(Optional<PortLease> leased) {
    return new EndpointElements(network.plan().bridge(), addresses(), bindings(leased));
  }

  private List<IpAddress> addresses() {
    return spec.addresses().stream().map(InterfaceAddress::address).toList();
  }
}
