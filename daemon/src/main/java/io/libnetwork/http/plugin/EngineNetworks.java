package io.libnetwork.http.plugin;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import java.util.Map;
import java.util.Optional;

/// The networks that were made for an engine, which has their names; ours are made of their ids.
final class EngineNetworks {

  /// Label of what was made for an engine, with the engine's kind.
  static final String LABEL = "io.libnetwork.docker.engine";

  private static final String KIND = "docker";

  static final Map<String, String> LABELS = Map.of(LABEL, KIND);

  private static final String PREFIX = "docker-";

  private final Controller controller;

  EngineNetworks(Controller controller) {
    this.controller = controller;
  }

  /// Makes a network. One that is there and is what is asked for is left as it is.
  ///
  /// @throws NetworkException.Conflict where another has the id
  void create(CreateNetworkCall call) {
    AskedNetwork asked = AskedNetwork.of(call);
    Optional<Network> present = controller.findNetwork(asked.id());
    if (present.isPresent()) {
      requireSame(asked, present.get());
      return;
    }
    Network _ =
        controller.createNetwork(
            asked.driver(), PREFIX + asked.id().abbreviated(), asked.networkOptions(LABELS));
  }

  private static void requireSame(AskedNetwork asked, Network present) {
    if (!ofEngine(present) || !asked.is(present)) {
      throw new NetworkException.Conflict(
          "%s has the id %s and is another one: driver %s with %s"
              .formatted(present, asked.id(), present.driver(), present.pools()));
    }
  }

  private static boolean ofEngine(Network network) {
    return KIND.equals(network.labels().get(LABEL));
  }

  /// An engine's network; empty where there is none, or it is not an engine's.
  Optional<Network> find(String id) {
    return controller.findNetwork(new NetworkId(id)).filter(EngineNetworks::ofEngine);
  }

  /// @throws NetworkException.NotFound where there is none
  Network get(String id) {
    return find(id)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "no network with the id %s was made for a Docker Engine".formatted(id)));
  }

  /// Takes a network away, which has no endpoints. What is already gone is a success.
  void delete(String id) {
    find(id).ifPresent(Network::delete);
  }
}
