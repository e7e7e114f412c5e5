package io.libnetwork.http.plugin;

import io.libnetwork.Endpoint;
import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.PortMapEntry;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Published ports in an engine's words.
final class EnginePorts {

  private EnginePorts() {}

  /// What an engine asks to be published.
  ///
  /// @throws NetworkException.InvalidParameter where the ports of the host are no range
  static PublishedPort published(PortMapEntry entry) {
    try {
      return new PublishedPort(
          entry.protocol(),
          PortRange.single(entry.port()),
          entry.hostAddress(),
          hostPorts(entry),
          Set.of());
    } catch (IllegalArgumentException wrong) {
      throw new NetworkException.InvalidParameter("invalid port map: " + wrong.getMessage(), wrong);
    }
  }

  private static Optional<PortRange> hostPorts(PortMapEntry entry) {
    return entry.hostPort() == 0
        ? Optional.empty()
        : Optional.of(new PortRange(new Port(entry.hostPort()), new Port(entry.hostPortEnd())));
  }

  /// What is told of an endpoint: its MAC address, and what it publishes by now.
  static JsonObject told(Endpoint endpoint) {
    List<JsonValue> ports = new ArrayList<>();
    endpoint.driverInformation().ports().forEach(port -> ports.addAll(told(port)));
    JsonObject told = JsonObject.EMPTY.with(OptionKeys.PORT_MAP, new JsonArray(ports));
    return endpoint
        .macAddress()
        .map(mac -> told.with(OptionKeys.MAC_ADDRESS, mac.toString()))
        .orElse(told);
  }

  private static List<JsonValue> told(PortBinding binding) {
    List<JsonValue> all = new ArrayList<>();
    for (int i = 0; i < binding.hostPorts().size(); i++) {
      int host = binding.hostPort().number() + i;
      PortMapEntry entry =
          new PortMapEntry(
              binding.protocol(),
              Optional.of(binding.containerAddress()),
              new Port(binding.containerPort().number() + i),
              Optional.of(binding.hostAddress()),
              host,
              host);
      all.add(entry.toJson());
    }
    return all;
  }
}
