package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.Removal;
import java.util.List;

/// One bridge and what its endpoints share.
final class BridgeNetwork implements DriverNetwork {

  private final BridgePlan plan;
  private final Ifindex bridge;
  private final Host host;
  private final Firewall firewall;
  private final HostPorts ports;
  private final Runnable nameFree;

  private BridgeNetwork(
      BridgePlan plan,
      Ifindex bridge,
      Host host,
      Firewall firewall,
      HostPorts ports,
      Runnable nameFree) {
    this.plan = plan;
    this.bridge = bridge;
    this.host = host;
    this.firewall = firewall;
    this.ports = ports;
    this.nameFree = nameFree;
  }

  /// Makes the bridge, whose name this host's driver has claimed for it. The firewall comes before
  /// the bridge is up: nothing passes that is not judged.
  ///
  /// @param nameFree run when the bridge is gone
  static BridgeNetwork create(
      BridgePlan plan, Host host, Firewall firewall, HostPorts ports, Runnable nameFree) {
    requireFree(plan, host);
    List<Sysctl.Setting> forwarding =
        plan.internal() ? List.of() : Forwarding.required(host, plan.families());
    firewall.addNetwork(plan.elements());
    try {
      Ifindex bridge = BridgeLink.create(plan, host, forwarding);
      return new BridgeNetwork(plan, bridge, host, firewall, ports, nameFree);
    } catch (RuntimeException failure) {
      try {
        firewall.removeNetwork(plan.elements());
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
    if (spec.options().isPresent()) {
      throw new NetworkException.InvalidParameter(
          "endpoint "
              + spec.name()
              + ": the bridge driver takes no options of an endpoint, and was given "
              + spec.options().get().getClass().getSimpleName());
    }
    if (plan.internal() && !spec.ports().isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "endpoint "
              + spec.name()
              + " cannot publish "
              + spec.ports().getFirst().containerPort()
              + ": network "
              + plan.network()
              + " is internal");
    }
    return new BridgeEndpoint(this, spec);
  }

  @Override
  public Removal delete() {
    Removal removal = new Removal(host.linkReaper().delete(bridge));
    firewall.removeNetwork(plan.elements());
    return removal.afterwards(nameFree);
  }

  BridgePlan plan() {
    return plan;
  }

  Ifindex bridge() {
    return bridge;
  }

  Host host() {
    return host;
  }

  Firewall firewall() {
    return firewall;
  }

  HostPorts ports() {
    return ports;
  }
}
