package io.libnetwork;

import java.time.Instant;

/// Something that happened to the model, as [Controller#subscribe] tells it.
///
/// Revisions rise by one from event to event of a controller.
public sealed interface Event {

  /// The event's number.
  long revision();

  /// A network exists.
  record NetworkCreated(long revision, NetworkId network, String name) implements Event {}

  /// A network is gone.
  record NetworkDeleted(long revision, NetworkId network, String name) implements Event {}

  /// A sandbox exists.
  record SandboxCreated(long revision, SandboxId sandbox, String container) implements Event {}

  /// A sandbox is gone.
  record SandboxDeleted(long revision, SandboxId sandbox, String container) implements Event {}

  /// An endpoint exists, not joined yet.
  record EndpointCreated(long revision, EndpointId endpoint, String name, NetworkId network)
      implements Event {}

  /// An endpoint is gone.
  record EndpointDeleted(long revision, EndpointId endpoint, String name, NetworkId network)
      implements Event {}

  /// A sandbox has joined an endpoint's network.
  record EndpointJoined(long revision, EndpointId endpoint, NetworkId network, SandboxId sandbox)
      implements Event {}

  /// A sandbox has left an endpoint's network.
  record EndpointLeft(long revision, EndpointId endpoint, NetworkId network, SandboxId sandbox)
      implements Event {}

  /// What an endpoint publishes was changed.
  record EndpointPortsChanged(long revision, EndpointId endpoint, NetworkId network)
      implements Event {}

  /// A network has another zone, or one has gone.
  ///
  /// @param origin of the zone, with a dot at its end
  record NetworkZoneChanged(long revision, NetworkId network, String origin) implements Event {}

  /// A network has a service, with no backends yet.
  record ServiceCreated(long revision, NetworkId network, String service) implements Event {}

  /// A service is gone, with its backends.
  record ServiceDeleted(long revision, NetworkId network, String service) implements Event {}

  /// An endpoint is a backend of a service.
  record BackendAdded(
      long revision, NetworkId network, String service, EndpointId endpoint, int weight)
      implements Event {}

  /// An endpoint is no backend of a service any more.
  record BackendRemoved(long revision, NetworkId network, String service, EndpointId endpoint)
      implements Event {}

  /// A backend gets another part of the connections.
  record BackendWeighed(
      long revision, NetworkId network, String service, EndpointId endpoint, int weight)
      implements Event {}

  /// A backend gets no new connections, and will be removed.
  ///
  /// @param until when that will be
  record BackendDraining(
      long revision, NetworkId network, String service, EndpointId endpoint, Instant until)
      implements Event {}

  /// A backend has fallen ill, or is well again: by the caller's word, and by the service's check.
  record BackendHealthChanged(
      long revision, NetworkId network, String service, EndpointId endpoint, boolean well)
      implements Event {}

  /// The kernel was not as it should be, and is again.
  record Repaired(long revision, Difference difference) implements Event {}

  /// The subscriber was too slow, and events were dropped: it looks at everything again.
  ///
  /// @param from the first revision that was dropped
  /// @param to the last one
  record Missed(long from, long to) implements Event {
    @Override
    public long revision() {
      return to;
    }
  }
}
