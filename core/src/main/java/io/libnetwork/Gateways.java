package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.plumbing.DefaultRoute;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Moving a sandbox's way out from one endpoint to another: its default routes, and what the
/// endpoints do for it as gateways. Called under the sandbox's lock.
final class Gateways {

  private Gateways() {}

  /// The default routes of some families.
  static Map<IpFamily, IpAddress> only(Map<IpFamily, IpAddress> gateways, Set<IpFamily> families) {
    Map<IpFamily, IpAddress> some = new EnumMap<>(IpFamily.class);
    gateways.forEach((family, gateway) -> {
      if (families.contains(family)) {
        some.put(family, gateway);
      }
    });
    return some;
  }

  /// Tells endpoints of a sandbox which families they keep or get, before another joins or after
  /// another has left.
  static void handOver(
      Collection<Endpoint> endpoints,
      GatewayElection.Result before,
      GatewayElection.Result elected,
      Undo undo) {
    for (Endpoint endpoint : endpoints) {
      Set<IpFamily> had = before.publishes(endpoint.id());
      Set<IpFamily> has = elected.publishes(endpoint.id());
      if (!had.equals(has)) {
        program(endpoint, has);
        undo.with(() -> program(endpoint, had));
      }
    }
  }

  /// Sets the default routes of the families that pass from one endpoint to another that has joined
  /// already.
  static void setDefaultRoutes(Sandbox sandbox, GatewayElection.Result elected) {
    GatewayElection.Result before = sandbox.gateways();
    elected
        .byFamily()
        .forEach((family, endpoint) -> {
          if (!endpoint.equals(before.byFamily().get(family))) {
            setDefaultRoute(sandbox, family, endpoint);
          }
        });
  }

  /// Sets back the default routes that a failed join has taken over.
  static void restore(Sandbox sandbox, GatewayElection.Result taken) {
    sandbox
        .gateways()
        .byFamily()
        .forEach((family, endpoint) -> {
          if (!endpoint.equals(taken.byFamily().get(family))) {
            setDefaultRoute(sandbox, family, endpoint);
          }
        });
  }

  private static void setDefaultRoute(Sandbox sandbox, IpFamily family, EndpointId elected) {
    sandbox.endpoints().stream()
        .filter(endpoint -> endpoint.id().equals(elected))
        .flatMap(endpoint -> endpoint.place().stream())
        .filter(place -> place.gateways().containsKey(family) && place.link().isPresent())
        .forEach(place ->
            sandbox
                .namespace()
                .plumbing()
                .orElseThrow()
                .setDefaultRoute(
                    new DefaultRoute(place.gateways().get(family), place.link().orElseThrow())));
  }

  private static void program(Endpoint endpoint, Set<IpFamily> families) {
    endpoint
        .driverEndpoint()
        .externalConnectivity()
        .ifPresent(connectivity ->
            Locks.runUninterruptibly(
                endpoint.network().lock(),
                () -> {
                  connectivity.program(families);
                  endpoint.noteBindings();
                }));
  }
}
