package io.libnetwork.plugins.client;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.TransportPort;
import io.libnetwork.plugins.protocol.ExposedPort;
import io.libnetwork.plugins.protocol.OperInfoAnswer;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.PluginMessage;
import io.libnetwork.plugins.protocol.PortMapEntry;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an endpoint publishes, as plugins are told it, and what they tell of it.
final class RemotePorts {

  private RemotePorts() {}

  /// The options of a sandbox: what it publishes and what it listens on.
  static JsonObject options(Collection<PublishedPort> ports, Collection<TransportPort> exposed) {
    List<PluginMessage> map = new ArrayList<>();
    ports.forEach(port -> map.addAll(entries(port)));
    List<PluginMessage> listening =
        exposed.stream()
            .sorted()
            .<PluginMessage>map(each -> new ExposedPort(each.protocol(), each.port()))
            .toList();
    return JsonObject.EMPTY
        .with(OptionKeys.PORT_MAP, array(map))
        .with(OptionKeys.EXPOSED_PORTS, array(listening));
  }

  private static JsonArray array(List<PluginMessage> messages) {
    return new JsonArray(messages.stream().<JsonValue>map(PluginMessage::toJson).toList());
  }

  /// One for each port of the container.
  private static List<PortMapEntry> entries(PublishedPort port) {
    List<PortMapEntry> entries = new ArrayList<>();
    PortRange inside = port.containerPorts();
    for (int offset = 0; offset < inside.size(); offset++) {
      int first = hostPort(port, offset);
      int last = inside.size() > 1 ? first : port.hostPorts().map(r -> r.last().number()).orElse(0);
      entries.add(
          new PortMapEntry(
              port.protocol(),
              Optional.empty(),
              new Port(inside.first().number() + offset),
              port.hostAddress(),
              first,
              last));
    }
    return entries;
  }

  private static int hostPort(PublishedPort port, int offset) {
    return port.hostPorts().map(range -> range.first().number() + offset).orElse(0);
  }

  /// What a plugin says is published; without a word of it, nothing is known to be.
  static List<PortBinding> bindings(OperInfoAnswer info, EndpointSpec spec) {
    return info.portMap().stream()
        .filter(entry -> entry.hostPort() > 0)
        .flatMap(entry -> bindings(entry, spec))
        .toList();
  }

  /// Published everywhere it is a binding for each family that the container has.
  private static Stream<PortBinding> bindings(PortMapEntry entry, EndpointSpec spec) {
    return spec.addresses().stream()
        .map(InterfaceAddress::address)
        .filter(inside -> fits(entry.address(), inside) && fitsHost(entry.hostAddress(), inside))
        .map(inside ->
            PortBinding.of(
                entry.protocol(),
                inside,
                entry.port(),
                entry.hostAddress().orElseGet(() -> everywhere(inside.family())),
                new Port(entry.hostPort())));
  }

  private static boolean fits(Optional<IpAddress> said, IpAddress inside) {
    return said.isEmpty() || said.get().equals(inside);
  }

  private static boolean fitsHost(Optional<IpAddress> host, IpAddress inside) {
    return host.isEmpty() || host.get().family() == inside.family();
  }

  private static IpAddress everywhere(IpFamily family) {
    return family == IpFamily.V4 ? Ipv4Address.UNSPECIFIED : Ipv6Address.UNSPECIFIED;
  }
}
