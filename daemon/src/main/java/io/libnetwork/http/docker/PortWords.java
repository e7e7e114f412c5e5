package io.libnetwork.http.docker;

import io.libnetwork.EndpointOption;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.wire.docker.HostConfig;
import io.libnetwork.wire.docker.PortMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a container is to be reached at the host, in Docker's words, as options of its endpoint.
final class PortWords {

  private PortWords() {}

  /// @param exposed ports as in `80/tcp`
  static List<EndpointOption> options(HostConfig host, Collection<String> exposed) {
    List<EndpointOption> options = new ArrayList<>();
    Map<String, @Nullable List<PortMapping>> bindings = host.portBindings();
    if (bindings != null) {
      bindings.forEach((port, mappings) ->
          publish(port, mappings).forEach(one -> options.add(new EndpointOption.Publish(one))));
    }
    for (String port : exposed) {
      TransportPort parsed = EndpointWords.parse("port", withProtocol(port), TransportPort::parse);
      options.add(new EndpointOption.Expose(parsed));
      boolean bound = bindings != null && bindings.containsKey(port);
      if (Boolean.TRUE.equals(host.publishAllPorts()) && !bound) {
        options.add(
            new EndpointOption.Publish(
                PublishedPort.of(parsed.protocol(), parsed.port().number())));
      }
    }
    return options;
  }

  static String withProtocol(String port) {
    return port.contains("/") ? port : port + "/tcp";
  }

  private static List<PublishedPort> publish(String port, @Nullable List<PortMapping> mappings) {
    String whole = withProtocol(port);
    int slash = whole.indexOf('/');
    PortRange inside = EndpointWords.parse("port", whole.substring(0, slash), PortRange::parse);
    Protocol protocol =
        EndpointWords.parse("protocol", whole.substring(slash + 1), Protocol::parse);
    List<PortMapping> all =
        mappings == null || mappings.isEmpty() ? List.of(new PortMapping("", "")) : mappings;
    return all.stream().map(mapping -> published(protocol, inside, mapping)).toList();
  }

  private static PublishedPort published(Protocol protocol, PortRange inside, PortMapping mapping) {
    Optional<IpAddress> address =
        text(mapping.hostIp()).map(text -> EndpointWords.parse("host IP", text, IpAddress::parse));
    Optional<PortRange> ports =
        text(mapping.hostPort())
            .filter(text -> !text.equals("0"))
            .map(text -> EndpointWords.parse("host port", text, PortRange::parse));
    try {
      return new PublishedPort(protocol, inside, address, ports, Set.of());
    } catch (IllegalArgumentException wrong) {
      throw new NetworkException.InvalidParameter(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty());
  }

  /// The port as `80/tcp`.
  static String text(Port port, Protocol protocol) {
    return port.number() + "/" + protocol;
  }
}
