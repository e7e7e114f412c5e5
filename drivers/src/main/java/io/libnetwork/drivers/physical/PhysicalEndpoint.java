package io.libnetwork.drivers.physical;

import io.libnetwork.Difference.Whose;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.Removal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An endpoint that is a link of the host. It has its link from the moment a sandbox joins until
/// the sandbox has left.
final class PhysicalEndpoint implements DriverEndpoint {

  private final PhysicalNetwork network;
  private final EndpointSpec spec;

  /// Changed under the network's lock, and read without it by who only looks.
  private volatile Optional<Moved> moved = Optional.empty();

  private record Moved(InterfaceName link, NetworkNamespace sandbox) {}

  PhysicalEndpoint(PhysicalNetwork network, EndpointSpec spec) {
    this.network = network;
    this.spec = spec;
  }

  PhysicalEndpoint rehearsed(PhysicalNetwork noted) {
    PhysicalEndpoint copy = new PhysicalEndpoint(noted, spec);
    copy.moved = moved;
    return copy;
  }

  @Override
  public Set<IpFamily> connectivity() {
    return Set.copyOf(gateways().keySet());
  }

  private Map<IpFamily, IpAddress> gateways() {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    for (InterfaceAddress address : spec.addresses()) {
      network.spec().pools(address.address().family()).stream()
          .filter(pool -> pool.prefix().contains(address.address()))
          .map(NetworkPool::gateway)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(gateway -> gateways.put(address.address().family(), gateway.address()));
    }
    return gateways;
  }

  @Override
  public JoinPlan join(JoinRequest request) {
    InterfaceName link = network.claim(spec);
    try {
      Ifindex inside = network.moves().into(this, link, request);
      moved = Optional.of(new Moved(link, request.namespace()));
      return plan(Optional.of(inside));
    } catch (RuntimeException failure) {
      network.giveBack(link);
      throw failure;
    }
  }

  /// Takes over a link that was found in a sandbox.
  JoinPlan restored(InterfaceName link, JoinRequest request, Ifindex inside) {
    network.claimAgain(link);
    moved = Optional.of(new Moved(link, request.namespace()));
    return plan(Optional.of(inside));
  }

  private JoinPlan plan(Optional<Ifindex> inside) {
    return new JoinPlan(inside, spec.mtu(), gateways(), List.of());
  }

  @Override
  public JoinPlan inside() {
    return plan(Optional.empty());
  }

  /// A link that is not where it was is somebody else's business: it was not made by us.
  @Override
  public Optional<JoinPlan> replug(JoinRequest request) {
    return Optional.empty();
  }

  /// The kernel would keep a NIC that is in a namespace when that ends, and remove any other kind
  /// of link: so it is taken out before.
  @Override
  public Removal leave(boolean namespaceEnds) {
    moved.ifPresent(there -> {
      network.moves().back(this, there.link(), there.sandbox());
      network.giveBack(there.link());
      moved = Optional.empty();
    });
    return Removal.done();
  }

  @Override
  public void delete() {
    Removal _ = leave(false);
  }

  EndpointSpec spec() {
    return spec;
  }

  Whose whose() {
    return Whose.endpoint(network.spec().name(), spec.name());
  }

  @Override
  public String toString() {
    return "endpoint %s of network %s".formatted(spec.name(), network.spec().name());
  }
}
