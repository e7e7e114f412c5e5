package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Endpoints whose interface waits in the host's namespace for somebody to move it.
final class Linking {

  private static final InterfaceName USUAL = new InterfaceName("eth0");
  private static final String SOURCE_PREFIX = "lnk";

  private final ControllerCore core;

  Linking(ControllerCore core) {
    this.core = core;
  }

  /// Where an interface is that somebody has moved, a restarted controller could not tell from one
  /// that belongs to nothing.
  List<LinkedInterface> link(Network network, String name, EndpointConfig config) {
    if (core.ledger().durable()) {
      throw new NetworkException.NotImplemented(
          "cannot link %s on %s: a controller with a store does not find such interfaces again; expected join, or a controller without a store"
              .formatted(Names.quoted(name), network));
    }
    Endpoint endpoint = core.endpoints().create(network, name, config);
    try {
      return Locks.holding(network.lock(), () -> linkLocked(endpoint));
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> core.endpoints().delete(endpoint));
      throw undo.all(failure);
    }
  }

  private List<LinkedInterface> linkLocked(Endpoint endpoint) {
    Joining.requireFree(endpoint);
    requireOwnMac(endpoint);
    InterfaceName source = sourceName(endpoint);
    JoinRequest request =
        new JoinRequest(core.host().namespace(), source, endpoint.driverEndpoint().connectivity());
    JoinPlan plan = endpoint.driverEndpoint().join(request);
    endpoint.linked();
    return plan.link().isEmpty() ? List.of() : List.of(linked(endpoint, source, plan));
  }

  private static void requireOwnMac(Endpoint endpoint) {
    if (!endpoint.network().traits().ownMac()) {
      throw new NetworkException.NotImplemented(
          "cannot link %s: interfaces of kind %s have no MAC address of their own; expected join"
              .formatted(endpoint, endpoint.network().driver()));
    }
  }

  private static Optional<IpAddress> gateway(JoinPlan plan, IpFamily family) {
    return Optional.ofNullable(plan.gateways().get(family)).filter(hop -> !hop.unspecified());
  }

  /// What an interface is called that waits in the host's namespace.
  static InterfaceName sourceName(Endpoint endpoint) {
    return new InterfaceName(SOURCE_PREFIX + endpoint.id().abbreviated());
  }

  /// What whoever moves an interface needs.
  static LinkedInterface linked(Endpoint endpoint, InterfaceName source, JoinPlan plan) {
    return new LinkedInterface(
        source,
        endpoint.config().nameInside().orElse(USUAL),
        endpoint.macAddress().orElseThrow(),
        endpoint.address(IpFamily.V4),
        endpoint.address(IpFamily.V6),
        gateway(plan, IpFamily.V4),
        gateway(plan, IpFamily.V6),
        plan.mtu(),
        Stream.concat(plan.routes().stream(), endpoint.config().routes().stream()).toList());
  }
}
