package io.libnetwork.http.docker;

import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.http.Json;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.wire.docker.ConfigReference;
import io.libnetwork.wire.docker.EndpointResource;
import io.libnetwork.wire.docker.Ipam;
import io.libnetwork.wire.docker.IpamConfig;
import io.libnetwork.wire.docker.NetworkResource;
import io.libnetwork.wire.docker.ServiceResource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// A network in Docker's words.
final class NetworkDescription {

  /// As Go prints it, with as many digits as there are.
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final Containers containers;

  /// What lists tell of networks: it stays as it is for as long as they are there.
  private final Map<Network, NetworkResource> briefs =
      Collections.synchronizedMap(new WeakHashMap<>());

  NetworkDescription(Containers containers) {
    this.containers = containers;
  }

  /// As a list has it, without containers.
  NetworkResource brief(Network network) {
    return briefs.computeIfAbsent(network, one -> of(one, Map.of(), null));
  }

  /// With containers, and with services where they are asked for.
  NetworkResource full(Network network, boolean verbose) {
    return of(network, containers(network), verbose ? services(network) : null);
  }

  private static NetworkResource of(
      Network network,
      Map<String, EndpointResource> containers,
      @Nullable Map<String, ServiceResource> services) {
    Map<String, String> labels = network.labels();
    return new NetworkResource(
        network.name(),
        network.id().value(),
        TIME.format(network.created()),
        "local",
        driver(network),
        network.families().contains(IpFamily.V4),
        network.families().contains(IpFamily.V6),
        ipam(network),
        network.internal(),
        labels.containsKey(DockerWords.ATTACHABLE),
        labels.containsKey(DockerWords.INGRESS),
        new ConfigReference(network.configFrom().orElse("")),
        network.configOnly(),
        containers,
        options(labels),
        new TreeMap<>(DockerWords.without(labels)),
        services);
  }

  /// A template has none yet.
  static String driver(Network network) {
    return network.configOnly() ? NoneDriver.NAME : network.driver();
  }

  @SuppressWarnings("unchecked") // written by NetworkCreation
  private static Map<String, String> options(Map<String, String> labels) {
    String text = labels.get(DockerWords.OPTIONS);
    return text == null ? Map.of() : new TreeMap<>(Json.read(text, Map.class));
  }

  /// As it was asked for, or else as it came to be.
  private static Ipam ipam(Network network) {
    String text = network.labels().get(DockerWords.IPAM);
    Ipam asked = text == null ? new Ipam(null, null, null) : Json.read(text, Ipam.class);
    List<@Nullable IpamConfig> pools = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      pools.addAll(pools(network, family, asked.config()));
    }
    String driver = asked.driver();
    return new Ipam(
        driver == null || driver.isEmpty() ? "default" : driver,
        asked.options(),
        pools.isEmpty() ? null : pools);
  }

  private static List<IpamConfig> pools(
      Network network, IpFamily family, @Nullable List<@Nullable IpamConfig> asked) {
    List<IpamConfig> found = new ArrayList<>();
    if (asked != null) {
      asked.stream()
          .filter(Objects::nonNull)
          .filter(pool -> isOf(family, pool.subnet()))
          .forEach(found::add);
    }
    if (found.isEmpty()) {
      network.pools().stream()
          .filter(pool -> pool.prefix().family() == family)
          .map(NetworkDescription::pool)
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isOf(IpFamily family, @Nullable String subnet) {
    return subnet != null && (family == IpFamily.V6) == subnet.contains(":");
  }

  private static IpamConfig pool(NetworkPool pool) {
    String gateway = pool.gateway().map(InterfaceAddress::address).map(Object::toString).orElse("");
    return new IpamConfig(pool.prefix().toString(), "", gateway, Map.of());
  }

  private Map<String, EndpointResource> containers(Network network) {
    Map<String, EndpointResource> found = new TreeMap<>();
    for (Endpoint endpoint : network.endpoints()) {
      String id =
          endpoint.sandbox().map(containers::idOf).orElseGet(() -> "ep-" + endpoint.id().value());
      found.put(
          id,
          new EndpointResource(
              endpoint.name(),
              endpoint.id().value(),
              endpoint.macAddress().map(Object::toString).orElse(""),
              address(endpoint, IpFamily.V4),
              address(endpoint, IpFamily.V6)));
    }
    return found;
  }

  private static String address(Endpoint endpoint, IpFamily family) {
    return endpoint.address(family).map(Object::toString).orElse("");
  }

  private static Map<String, ServiceResource> services(Network network) {
    Map<String, ServiceResource> found = new TreeMap<>();
    for (Service service : network.services()) {
      String address =
          service.addresses().isEmpty() ? "" : service.addresses().getFirst().toString();
      found.put(
          service.name(),
          new ServiceResource(
              address,
              service.ports().stream().map(Object::toString).toList(),
              0,
              service.backends().stream().map(one -> task(one.endpoint())).toList()));
    }
    return found;
  }

  private static ServiceResource.Task task(Endpoint endpoint) {
    String address =
        endpoint.addresses().isEmpty() ? "" : endpoint.addresses().getFirst().address().toString();
    return new ServiceResource.Task(endpoint.name(), endpoint.id().value(), address, Map.of());
  }
}
