package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.EndpointId;
import io.libnetwork.Event;
import io.libnetwork.NetworkId;
import io.libnetwork.SandboxId;
import io.libnetwork.wire.v1.EventResource.ContainerResource;
import io.libnetwork.wire.v1.EventResource.NamedResource;
import java.util.HashMap;
import java.util.Map;

/// What is called how, for events that say ids alone: also of what is gone when they are heard.
///
/// Used by one thread, the one that tells events.
final class EventNames {

  private final Controller controller;
  private final Map<NetworkId, String> networks = new HashMap<>();
  private final Map<EndpointId, String> endpoints = new HashMap<>();
  private final Map<SandboxId, String> sandboxes = new HashMap<>();

  EventNames(Controller controller) {
    this.controller = controller;
    look();
  }

  /// Looks at everything anew, as when events were missed.
  void look() {
    networks.clear();
    endpoints.clear();
    sandboxes.clear();
    controller
        .networks()
        .forEach(network -> {
          networks.put(network.id(), network.name());
          network.endpoints().forEach(endpoint -> endpoints.put(endpoint.id(), endpoint.name()));
        });
    controller.sandboxes().forEach(sandbox -> sandboxes.put(sandbox.id(), sandbox.container()));
  }

  /// Notes what an event says before it is told.
  void before(Event event) {
    switch (event) {
      case Event.NetworkCreated(_, NetworkId network, String name) -> networks.put(network, name);
      case Event.EndpointCreated(_, EndpointId endpoint, String name, _) ->
          endpoints.put(endpoint, name);
      case Event.SandboxCreated(_, SandboxId sandbox, String container) ->
          sandboxes.put(sandbox, container);
      case Event.Missed _ -> look();
      default -> {
        // The others name nothing.
      }
    }
  }

  /// Forgets what is gone once that was told.
  void after(Event event) {
    switch (event) {
      case Event.NetworkDeleted(_, NetworkId network, _) -> networks.remove(network);
      case Event.EndpointDeleted(_, EndpointId endpoint, _, _) -> endpoints.remove(endpoint);
      case Event.SandboxDeleted(_, SandboxId sandbox, _) -> sandboxes.remove(sandbox);
      default -> {
        // The others take nothing away.
      }
    }
  }

  NamedResource network(NetworkId id) {
    return new NamedResource(id.value(), networks.get(id));
  }

  NamedResource endpoint(EndpointId id) {
    return new NamedResource(id.value(), endpoints.get(id));
  }

  ContainerResource sandbox(SandboxId id) {
    return new ContainerResource(id.value(), sandboxes.get(id));
  }
}
