package io.libnetwork.testing;

import io.libnetwork.BandwidthLimits;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import io.libnetwork.testing.FakeCall.Step;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// An endpoint of a [FakeNetworkDriver], which publishes what it is asked to while it is a gateway.
final class FakeEndpoint implements DriverEndpoint, ExternalConnectivity, Bandwidth {

  private final FakeNetworkDriver driver;
  private final NetworkSpec network;
  private final EndpointSpec spec;
  private volatile Set<IpFamily> gatewayFor = Set.of();
  private final List<PublishedPort> published = new CopyOnWriteArrayList<>();

  FakeEndpoint(FakeNetworkDriver driver, NetworkSpec network, EndpointSpec spec) {
    this.driver = driver;
    this.network = network;
    this.spec = spec;
    published.addAll(spec.ports());
  }

  @Override
  public Set<IpFamily> connectivity() {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    spec.addresses().forEach(address -> families.add(address.family()));
    return driver.connectivity(network.name(), network.internal(), families);
  }

  @Override
  public JoinPlan join(JoinRequest request) {
    driver.record(new FakeCall(Step.JOIN, spec.name(), request.gatewayFor()));
    driver.add("interface of " + this);
    gatewayFor = request.gatewayFor();
    return new JoinPlan(Optional.empty(), OptionalInt.empty(), gateways(), List.of());
  }

  @Override
  public Removal leave(boolean namespaceEnds) {
    driver.record(FakeCall.of(Step.LEAVE, spec.name()));
    gatewayFor = Set.of();
    return driver.remove("interface of " + this);
  }

  @Override
  public void delete() {
    driver.record(FakeCall.of(Step.DELETE_ENDPOINT, spec.name()));
    driver.forget(toString());
  }

  @Override
  public List<PortBinding> ports() {
    return spec.addresses().stream()
        .filter(address -> gatewayFor.contains(address.family()))
        .flatMap(address ->
            published.stream()
                .filter(PublishedPort::exact)
                .map(port ->
                    PortBinding.of(
                        port.protocol(),
                        address.address(),
                        port.containerPorts().first(),
                        port.hostAddress().orElse(address.address()),
                        port.hostPorts().orElseThrow().first())))
        .toList();
  }

  @Override
  public Optional<ExternalConnectivity> externalConnectivity() {
    return Optional.of(this);
  }

  @Override
  public Optional<Bandwidth> bandwidth() {
    return Optional.of(this);
  }

  @Override
  public Removal limit(BandwidthLimits limits) {
    driver.record(FakeCall.of(Step.LIMIT, spec.name()));
    return Removal.done();
  }

  @Override
  public void program(Set<IpFamily> families) {
    driver.record(new FakeCall(Step.PROGRAM, spec.name(), families));
    gatewayFor = Set.copyOf(families);
  }

  @Override
  public List<PortBinding> publish(List<PublishedPort> ports) {
    driver.record(FakeCall.of(Step.PUBLISH, spec.name()));
    List<PortBinding> before = ports();
    published.addAll(ports);
    return ports().stream().filter(binding -> !before.contains(binding)).toList();
  }

  @Override
  public void unpublish(List<PublishedPort> ports) {
    driver.record(FakeCall.of(Step.UNPUBLISH, spec.name()));
    ports.forEach(published::remove);
  }

  @Override
  public String toString() {
    return "endpoint " + spec.name() + " of network " + network.name();
  }

  private Map<IpFamily, IpAddress> gateways() {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    for (IpFamily family : connectivity()) {
      network
          .gateway(family)
          .map(InterfaceAddress::address)
          .ifPresent(a -> gateways.put(family, a));
    }
    return gateways;
  }
}
