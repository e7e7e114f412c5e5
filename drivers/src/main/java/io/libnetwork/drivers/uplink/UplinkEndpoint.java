package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference.Whose;
import io.libnetwork.NetworkException;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One endpoint of a network on an uplink. Nothing of it is in the kernel until a sandbox joins,
/// and then nothing on the host's side, unless the host is let in.
final class UplinkEndpoint implements DriverEndpoint {

  private final UplinkNetwork network;
  private final EndpointSpec spec;

  /// Changed under the network's lock, and read without it by who only looks.
  private volatile @Nullable Plugged plugged;

  /// A link, and the namespace it is in.
  ///
  /// @param number the link's, there
  record Plugged(NetworkNamespace namespace, InterfaceName name, Ifindex number) {}

  UplinkEndpoint(UplinkNetwork network, EndpointSpec spec) {
    this.network = network;
    this.spec = spec;
  }

  /// Its double on its network's double.
  UplinkEndpoint rehearsed(UplinkNetwork noted) {
    UplinkEndpoint copy = new UplinkEndpoint(noted, spec);
    copy.plugged = plugged;
    if (plugged != null) {
      noted.joined(copy);
    }
    return copy;
  }

  @Override
  public Set<IpFamily> connectivity() {
    return gateways().isEmpty()
        ? EnumSet.noneOf(IpFamily.class)
        : EnumSet.copyOf(gateways().keySet());
  }

  /// A parent that routes needs no router: what has no next hop leads there.
  private Map<IpFamily, IpAddress> gateways() {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    UplinkPlan plan = network.plan();
    for (InterfaceAddress address : spec.addresses()) {
      if (!plan.standing().routed()) {
        plan.gateway(address).ifPresent(gateway -> gateways.put(address.family(), gateway));
      } else if (!plan.internal() && !plan.alone()) {
        gateways.put(address.family(), IpPrefix.containing(address.address(), 0).network());
      }
    }
    return gateways;
  }

  @Override
  public JoinPlan join(JoinRequest request) {
    Parent parent = network.requireParent();
    requireMtu(parent);
    network.awaitFree(spec.macAddress());
    Ifindex inside = network.host().links().plug(this, request, parent);
    try {
      network.shim().admit(this, parent);
    } catch (RuntimeException failure) {
      throw unpluggedAgain(request, inside, failure);
    }
    return plugged(request, inside);
  }

  /// Takes over a link that was found.
  JoinPlan restored(JoinRequest request, Ifindex inside) {
    network.parent().ifPresent(parent -> network.shim().admit(this, parent));
    return plugged(request, inside);
  }

  /// Notes a link that went with the parent and is plugged in again when that returns.
  JoinPlan waiting(JoinRequest request) {
    return plugged(request, InsideNumber.of(spec.id()).getFirst());
  }

  private JoinPlan plugged(JoinRequest request, Ifindex inside) {
    plugged = new Plugged(request.namespace(), request.name(), inside);
    network.joined(this);
    return new JoinPlan(Optional.of(inside), mtu(), gateways(), routesInside());
  }

  private RuntimeException unpluggedAgain(
      JoinRequest request, Ifindex inside, RuntimeException failure) {
    try {
      network
          .host()
          .links()
          .unplug(this, new Plugged(request.namespace(), request.name(), inside), false)
          .announced()
          .join();
      if (network.joined().isEmpty()) {
        network.shim().remove().announced().join();
      }
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  private void requireMtu(Parent parent) {
    int wanted = spec.mtu().orElse(parent.mtu());
    if (wanted > parent.mtu()) {
      throw new NetworkException.InvalidParameter(
          "endpoint %s of network %s: invalid MTU %d: parent %s has %d"
              .formatted(
                  spec.name(), network.plan().network(), wanted, parent.name(), parent.mtu()));
    }
  }

  @Override
  public JoinPlan inside() {
    return new JoinPlan(Optional.empty(), mtu(), gateways(), routesInside());
  }

  private List<SandboxRoute> routesInside() {
    return network.shim().routesInside(this);
  }

  /// Its link went with the parent, or somebody inside has removed it: the host sees neither.
  @Override
  public Optional<JoinPlan> replug(JoinRequest request) {
    boolean _ = network.parentMayBeBack();
    return Optional.of(join(request));
  }

  @Override
  public Removal leave(boolean namespaceEnds) {
    Plugged present = plugged;
    if (present == null) {
      return Removal.done();
    }
    Removal unreached = network.left(this);
    Removal removal = network.host().links().unplug(this, present, namespaceEnds);
    plugged = null;
    network.leaving(spec.macAddress(), removal);
    return removal.and(unreached);
  }

  @Override
  public void delete() {
    Removal _ = leave(false);
  }

  UplinkNetwork network() {
    return network;
  }

  EndpointSpec spec() {
    return spec;
  }

  Whose whose() {
    return Whose.endpoint(network.plan().network(), spec.name());
  }

  /// The MTU it was asked to have; the parent's where it was not.
  OptionalInt mtu() {
    return spec.mtu().isPresent() ? spec.mtu() : network.plan().uplink().mtu();
  }
}
