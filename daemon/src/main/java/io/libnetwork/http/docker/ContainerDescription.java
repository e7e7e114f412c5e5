package io.libnetwork.http.docker;

import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkId;
import io.libnetwork.Sandbox;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.http.docker.Containers.Who;
import io.libnetwork.wire.docker.EndpointSettings;
import io.libnetwork.wire.docker.HostConfig;
import io.libnetwork.wire.docker.PortMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A container in Docker's words: what lists and inspections have of it. What has nothing to do
/// with networks is as for a container without it.
final class ContainerDescription {

  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Containers containers;

  ContainerDescription(Containers containers) {
    this.containers = containers;
  }

  /// What is told of whoever has a sandbox.
  ///
  /// @param changed when it began to run, or ended; empty for never
  private record Told(
      String id,
      String name,
      Instant created,
      boolean running,
      Optional<Instant> changed,
      Optional<ContainerRecord> record,
      Optional<Sandbox> sandbox) {

    String image() {
      return record.map(one -> one.asked().image()).orElse("");
    }

    Map<String, String> labels() {
      Map<String, String> own =
          record
              .map(one -> one.asked().labels())
              .orElseGet(() ->
                  sandbox.map(one -> DockerWords.without(one.config().labels())).orElse(Map.of()));
      return new TreeMap<>(own);
    }

    ContainerPorts ports() {
      return new ContainerPorts(record.filter(_ -> running), sandbox);
    }

    String networkMode() {
      return record
          .map(ContainerRecord::networkMode)
          .or(() ->
              sandbox.stream()
                  .flatMap(one -> one.endpoints().stream())
                  .findFirst()
                  .map(one -> one.network().name()))
          .orElse(Predefined.NONE);
    }

    List<String> command() {
      List<String> command = record.map(one -> one.asked().cmd()).orElse(null);
      return command == null ? List.of() : command;
    }

    String state() {
      if (running) {
        return "running";
      }
      return changed.isPresent() ? "exited" : "created";
    }
  }

  private Told told(Who who) {
    return switch (who) {
      case Who.Made(Container container) -> {
        ContainerRecord record = container.record();
        yield new Told(
            record.id(),
            record.name(),
            Instant.ofEpochMilli(record.created()),
            record.running(),
            record.changed() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(record.changed())),
            Optional.of(record),
            containers.sandbox(container));
      }
      case Who.Stranger(Sandbox sandbox) ->
          new Told(
              sandbox.id().value(),
              sandbox.container(),
              Instant.EPOCH,
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.of(sandbox));
    };
  }

  /// Whether it runs.
  boolean running(Who who) {
    return told(who).running();
  }

  /// What filters compare.
  record Summary(
      String id,
      String name,
      String state,
      Map<String, String> labels,
      Instant created,
      Map<String, EndpointSettings> networks,
      Map<String, Object> json) {}

  Summary summary(Who who, ApiVersion version, Instant now) {
    Told told = told(who);
    Map<String, EndpointSettings> networks = networks(told, version);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Id", told.id());
    json.put("Names", List.of("/" + told.name()));
    json.put("Image", told.image());
    json.put("ImageID", "");
    json.put("Command", String.join(" ", told.command()));
    json.put("Created", told.created().getEpochSecond());
    json.put("Ports", told.ports().list());
    json.put("Labels", told.labels());
    json.put("State", told.state());
    json.put("Status", status(told, now));
    json.put("HostConfig", Map.of("NetworkMode", told.networkMode()));
    json.put("NetworkSettings", Map.of("Networks", networks));
    json.put("Mounts", List.of());
    return new Summary(
        told.id(), told.name(), told.state(), told.labels(), told.created(), networks, json);
  }

  private static String status(Told told, Instant now) {
    String since = told.changed().map(when -> Ago.text(Duration.between(when, now))).orElse("");
    return switch (told.state()) {
      case "running" -> since.isEmpty() ? "Up" : "Up " + since;
      case "exited" -> "Exited (0) " + since + " ago";
      default -> "Created";
    };
  }

  Map<String, Object> full(Who who, ApiVersion version) {
    Told told = told(who);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Id", told.id());
    json.put("Created", NetworkDescription.TIME.format(told.created()));
    json.put("Path", told.command().isEmpty() ? "" : told.command().getFirst());
    json.put("Args", told.command().stream().skip(1).toList());
    json.put("State", state(told));
    json.put("Image", "");
    files(told, json);
    json.put("Name", "/" + told.name());
    json.put("RestartCount", 0);
    json.put("Driver", "");
    json.put("Platform", "linux");
    json.put("HostConfig", hostConfig(told));
    json.put("Mounts", List.of());
    json.put("Config", config(told));
    json.put("NetworkSettings", networkSettings(told, version));
    return json;
  }

  private static Map<String, Object> state(Told told) {
    Map<String, Object> state = new LinkedHashMap<>();
    String when = told.changed().map(NetworkDescription.TIME::format).orElse(NEVER);
    state.put("Status", told.state());
    state.put("Running", told.running());
    state.put("Paused", false);
    state.put("Restarting", false);
    state.put("OOMKilled", false);
    state.put("Dead", false);
    state.put("Pid", 0);
    state.put("ExitCode", 0);
    state.put("Error", "");
    state.put("StartedAt", told.running() ? when : NEVER);
    state.put("FinishedAt", told.running() ? NEVER : when);
    return state;
  }

  private static void files(Told told, Map<String, Object> json) {
    var files = told.sandbox().flatMap(Sandbox::files);
    json.put("ResolvConfPath", files.map(some -> some.resolvConf().toString()).orElse(""));
    json.put("HostnamePath", files.map(some -> some.hostname().toString()).orElse(""));
    json.put("HostsPath", files.map(some -> some.hosts().toString()).orElse(""));
  }

  private static Map<String, Object> hostConfig(Told told) {
    Map<String, Object> json = new LinkedHashMap<>();
    var host = told.record().map(ContainerRecord::host);
    json.put("NetworkMode", told.networkMode());
    json.put("PortBindings", host.map(ContainerDescription::bindings).orElse(Map.of()));
    json.put(
        "PublishAllPorts",
        host.map(some -> Boolean.TRUE.equals(some.publishAllPorts())).orElse(false));
    json.put("AutoRemove", false);
    json.put("Dns", host.map(some -> orEmpty(some.dns())).orElse(List.of()));
    json.put("DnsOptions", host.map(some -> orEmpty(some.dnsOptions())).orElse(List.of()));
    json.put("DnsSearch", host.map(some -> orEmpty(some.dnsSearch())).orElse(List.of()));
    json.put("ExtraHosts", host.map(some -> orEmpty(some.extraHosts())).orElse(List.of()));
    return json;
  }

  private static Map<String, @Nullable List<PortMapping>> bindings(HostConfig host) {
    var bindings = host.portBindings();
    return bindings == null ? Map.of() : bindings;
  }

  private static Map<String, Object> config(Told told) {
    Map<String, Object> json = new LinkedHashMap<>();
    var asked = told.record().map(ContainerRecord::asked);
    String hostname = asked.map(one -> one.hostname()).orElse("");
    json.put("Hostname", hostname.isEmpty() ? told.id().substring(0, 12) : hostname);
    json.put("Domainname", asked.map(one -> one.domainname()).orElse(""));
    json.put("ExposedPorts", told.record().map(ContainerDescription::exposed).orElse(Map.of()));
    json.put("Tty", false);
    json.put("Env", List.of());
    json.put("Cmd", told.command());
    json.put("Image", told.image());
    json.put("Labels", told.labels());
    return json;
  }

  private static Map<String, Object> exposed(ContainerRecord record) {
    Map<String, Object> ports = new TreeMap<>();
    record.exposed().forEach(port -> ports.put(PortWords.withProtocol(port), Map.of()));
    return ports;
  }

  private Map<String, Object> networkSettings(Told told, ApiVersion version) {
    Map<String, EndpointSettings> networks = networks(told, version);
    EndpointSettings usual = networks.getOrDefault(Predefined.BRIDGE, EndpointSettings.NONE);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Bridge", "");
    json.put("SandboxID", told.sandbox().map(one -> one.id().value()).orElse(""));
    json.put("SandboxKey", told.sandbox().map(Sandbox::key).orElse(""));
    json.put("Ports", told.ports().map());
    json.put("HairpinMode", false);
    json.put("LinkLocalIPv6Address", "");
    json.put("LinkLocalIPv6PrefixLen", 0);
    json.put("SecondaryIPAddresses", null);
    json.put("SecondaryIPv6Addresses", null);
    json.put("EndpointID", orBlank(usual.endpointId()));
    json.put("Gateway", orBlank(usual.gateway()));
    json.put("GlobalIPv6Address", orBlank(usual.globalIpv6Address()));
    json.put("GlobalIPv6PrefixLen", orZero(usual.globalIpv6PrefixLen()));
    json.put("IPAddress", orBlank(usual.ipAddress()));
    json.put("IPPrefixLen", orZero(usual.ipPrefixLen()));
    json.put("IPv6Gateway", orBlank(usual.ipv6Gateway()));
    json.put("MacAddress", orBlank(usual.macAddress()));
    json.put("Networks", networks);
    return json;
  }

  /// What it has on its networks, and where it is not what it asks for, by the networks' names.
  private Map<String, EndpointSettings> networks(Told told, ApiVersion version) {
    Map<String, EndpointSettings> found = new TreeMap<>();
    Map<String, EndpointSettings> asked = told.record().map(containers::present).orElse(Map.of());
    asked.forEach((id, settings) ->
        containers
            .controller()
            .findNetwork(new NetworkId(id))
            .ifPresent(network -> found.put(network.name(), noted(settings, network))));
    told.sandbox()
        .ifPresent(sandbox ->
            sandbox
                .endpoints()
                .forEach(endpoint -> {
                  Network network = endpoint.network();
                  EndpointSettings settings =
                      asked.getOrDefault(network.id().value(), EndpointSettings.NONE);
                  found.put(network.name(), had(settings, endpoint, told, version));
                }));
    return found;
  }

  private static EndpointSettings noted(EndpointSettings asked, Network network) {
    return new EndpointSettings(
        asked.ipamConfig(),
        asked.links(),
        asked.aliases(),
        orBlank(asked.macAddress()),
        asked.driverOpts(),
        orZero(asked.gwPriority()),
        network.id().value(),
        "",
        "",
        "",
        0,
        "",
        "",
        0,
        null);
  }

  private static EndpointSettings had(
      EndpointSettings asked, Endpoint endpoint, Told told, ApiVersion version) {
    Optional<InterfaceAddress> v4 = endpoint.address(IpFamily.V4);
    Optional<InterfaceAddress> v6 = endpoint.address(IpFamily.V6);
    return new EndpointSettings(
        asked.ipamConfig(),
        asked.links(),
        asked.aliases(),
        endpoint.macAddress().map(Object::toString).orElse(""),
        asked.driverOpts(),
        orZero(asked.gwPriority()),
        endpoint.network().id().value(),
        endpoint.id().value(),
        endpoint.gateway(IpFamily.V4).map(Object::toString).orElse(""),
        v4.map(one -> one.address().toString()).orElse(""),
        v4.map(InterfaceAddress::length).orElse(0),
        endpoint.gateway(IpFamily.V6).map(Object::toString).orElse(""),
        v6.map(one -> one.address().toString()).orElse(""),
        v6.map(InterfaceAddress::length).orElse(0),
        version.before(ApiVersion.WITH_DNS_NAMES) ? null : dnsNames(asked, endpoint, told));
  }

  /// By which others on the network find it.
  private static @Nullable List<String> dnsNames(
      EndpointSettings asked, Endpoint endpoint, Told told) {
    if (!endpoint.network().named() || endpoint.addresses().isEmpty()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    names.add(endpoint.name());
    List<String> aliases = asked.aliases();
    if (aliases != null) {
      names.addAll(aliases);
    }
    told.record().ifPresent(record -> names.add(record.shortId()));
    told.sandbox().flatMap(sandbox -> sandbox.config().hostname()).ifPresent(names::add);
    return names.stream().distinct().toList();
  }

  private static String orBlank(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
