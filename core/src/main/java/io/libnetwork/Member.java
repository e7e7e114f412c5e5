package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.plumbing.InterfaceSetup;
import io.libnetwork.spi.JoinPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An endpoint as it should be inside the sandbox that has joined, whether it is known from the
/// model or from a record alone.
///
/// @param whose the endpoint's name and its network's
/// @param name the interface's name inside
/// @param plan what its driver says of the inside; with the interface's number where that is known
/// @param gatewayFor the families in which it is the sandbox's way out
record Member(
    Difference.Whose whose,
    EndpointConfig config,
    Optional<MacAddress> mac,
    List<InterfaceAddress> addresses,
    InterfaceName name,
    JoinPlan plan,
    Set<IpFamily> gatewayFor) {

  static Member of(Endpoint endpoint, JoinPlan plan, InterfaceName name, Set<IpFamily> gatewayFor) {
    return new Member(
        Difference.Whose.endpoint(endpoint.network().name(), endpoint.name()),
        endpoint.config(),
        endpoint.macAddress(),
        endpoint.addresses(),
        name,
        plan,
        gatewayFor);
  }

  /// Those of a sandbox's endpoints that have an interface inside.
  static List<Live> of(Sandbox sandbox) {
    List<Live> members = new ArrayList<>();
    GatewayElection.Result gateways = sandbox.gateways();
    for (Endpoint endpoint : sandbox.endpoints()) {
      endpoint
          .place()
          .filter(place -> place.link().isPresent() && place.interfaceName().isPresent())
          .map(place -> live(endpoint, place, gateways))
          .ifPresent(members::add);
    }
    return members;
  }

  /// A member that is in the model.
  record Live(Member member, Endpoint endpoint) {}

  private static Live live(
      Endpoint endpoint, Endpoint.Joined place, GatewayElection.Result gateways) {
    JoinPlan inside = endpoint.driverEndpoint().inside();
    JoinPlan plan =
        new JoinPlan(
            place.link(), inside.mtu(), place.gateways(), inside.routes(), inside.routed());
    InterfaceName name = place.interfaceName().orElseThrow();
    return new Live(of(endpoint, plan, name, gateways.families(endpoint.id())), endpoint);
  }

  private static InterfaceAddress alone(InterfaceAddress address) {
    return new InterfaceAddress(address.address(), address.address().family().bits());
  }

  /// What its interface is to be.
  ///
  /// @param link the interface's number
  InterfaceSetup setup(Ifindex link) {
    List<SandboxRoute> routes = new ArrayList<>(plan.routes());
    routes.addAll(config.routes());
    return new InterfaceSetup(
        link,
        name,
        mac,
        plan.routed() ? addresses.stream().map(Member::alone).toList() : addresses,
        config.linkLocal(),
        config.sysctls(),
        routes,
        Gateways.only(plan.gateways(), gatewayFor));
  }
}
