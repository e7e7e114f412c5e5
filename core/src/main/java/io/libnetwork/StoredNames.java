package io.libnetwork;

import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the objects of a store are called, for who tells about them without a controller.
///
/// @param networks the names of networks
/// @param endpoints the names of endpoints
/// @param containers the containers of sandboxes
public record StoredNames(
    Map<NetworkId, String> networks,
    Map<EndpointId, String> endpoints,
    Map<SandboxId, String> containers) {

  public StoredNames {
    networks = Map.copyOf(networks);
    endpoints = Map.copyOf(endpoints);
    containers = Map.copyOf(containers);
  }

  /// The names that a store's records say.
  ///
  /// @throws NetworkException.InvalidParameter if a record says no such object
  public static StoredNames of(Snapshot stored) {
    return new StoredNames(
        named(stored, NetworkRecord.KIND, NetworkId::new, "name"),
        named(stored, EndpointRecord.KIND, EndpointId::new, "name"),
        named(stored, SandboxRecord.KIND, SandboxId::new, "container"));
  }

  private static <T> Map<T, String> named(
      Snapshot stored, String kind, Function<String, T> id, String field) {
    return stored.ofKind(kind).stream()
        .collect(
            Collectors.toMap(
                record -> Stored.parse(record.key().id(), kind + " id", id),
                (StateRecord record) -> record.content().text(field)));
  }
}
