package io.libnetwork.http.docker;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.http.docker.Containers.Who;
import io.libnetwork.wire.docker.ContainerCreateRequest;
import io.libnetwork.wire.docker.EndpointSettings;
import io.libnetwork.wire.docker.HostConfig;
import io.libnetwork.wire.docker.NetworkingConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A container as somebody asks for it, and its sandbox.
final class ContainerCreation {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
  private static final int ID_BYTES = 32;
  private static final String GATEWAY = "host-gateway";
  private static final String OF_CONTAINER = "container:";

  private final Containers containers;
  private final NetworkLookup networks;
  private final RandomGenerator random;

  ContainerCreation(Containers containers, RandomGenerator random) {
    this.containers = containers;
    this.networks = new NetworkLookup(containers.controller());
    this.random = random;
  }

  /// Makes a container that is on no network yet, with a sandbox, or nothing.
  ///
  /// @param name empty for one of our choice
  Container create(String name, ContainerCreateRequest asked, Instant now) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    String chosen = name.isEmpty() ? "sandbox-" + id.substring(0, 12) : bare(name);
    ContainerRecord draft =
        new ContainerRecord(id, chosen, now.toEpochMilli(), asked, Map.of(), false, 0);
    ContainerRecord record =
        new ContainerRecord(id, chosen, now.toEpochMilli(), asked, wanted(draft), false, 0);
    requireWords(record);
    containers.take(chosen, id);
    try {
      return make(record);
    } catch (RuntimeException failure) {
      containers.giveBack(chosen, id);
      throw failure;
    }
  }

  /// What is wrong with an endpoint is told before there is one.
  private void requireWords(ContainerRecord record) {
    record.networks().forEach((id, settings) -> EndpointWords.options(network(id), settings));
    var _ = PortWords.options(record.host(), record.exposed());
  }

  private Container make(ContainerRecord record) {
    makeSandbox(record);
    try {
      containers.store().put(record);
    } catch (RuntimeException failure) {
      try {
        containers.controller().getSandbox(record.id()).delete();
      } catch (RuntimeException also) {
        failure.addSuppressed(also);
      }
      throw failure;
    }
    Container container = new Container(record);
    containers.add(container);
    return container;
  }

  /// Makes the sandbox of a container that has none.
  void makeSandbox(ContainerRecord record) {
    containers
        .controller()
        .createSandbox(record.id(), sandboxOptions(record).toArray(SandboxOption[]::new));
  }

  static String bare(String name) {
    String bare = name.startsWith("/") ? name.substring(1) : name;
    if (!NAME.matcher(bare).matches()) {
      throw new NetworkException.InvalidParameter(
          "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(name));
    }
    return bare;
  }

  /// What it asks for on each network, by the network's id, that of its mode first.
  private Map<String, EndpointSettings> wanted(ContainerRecord record) {
    Map<String, EndpointSettings> asked = new LinkedHashMap<>();
    String mode = record.networkMode();
    if (mode.startsWith(OF_CONTAINER)) {
      return asked;
    }
    Network first = network(mode);
    asked.put(first.id().value(), withMac(EndpointSettings.NONE, record.asked().macAddress()));
    NetworkingConfig more = record.asked().networkingConfig();
    Map<String, @Nullable EndpointSettings> given = more == null ? null : more.endpointsConfig();
    if (given != null) {
      given.forEach((term, settings) -> {
        Network network = network(term.equals("default") ? mode : term);
        EndpointSettings some = settings == null ? EndpointSettings.NONE : settings.asked();
        EndpointWords.requireFitting(network.name(), some);
        asked.put(
            network.id().value(),
            network == first ? withMac(some, record.asked().macAddress()) : some);
      });
    }
    return asked;
  }

  /// The status 404 would have clients believe that it is an image that is missing.
  private Network network(String term) {
    return networks
        .find(term)
        .orElseThrow(
            () -> new NetworkException.InvalidParameter("network %s not found".formatted(term)));
  }

  /// Clients before 1.44 said the MAC address of a container, not of an endpoint.
  private static EndpointSettings withMac(EndpointSettings settings, @Nullable String mac) {
    String own = settings.macAddress();
    boolean said = own != null && !own.isEmpty();
    if (said || mac == null || mac.isEmpty()) {
      return settings;
    }
    return new EndpointSettings(
        settings.ipamConfig(),
        settings.links(),
        settings.aliases(),
        mac,
        settings.driverOpts(),
        settings.gwPriority(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private List<SandboxOption> sandboxOptions(ContainerRecord record) {
    List<SandboxOption> options = new ArrayList<>();
    options.add(new SandboxOption.Labels(Map.of(DockerWords.CONTAINER, record.name())));
    options.add(new SandboxOption.Files());
    placement(record).ifPresent(options::add);
    ContainerCreateRequest asked = record.asked();
    text(asked.hostname()).ifPresent(name -> options.add(new SandboxOption.Hostname(name)));
    text(asked.domainname()).ifPresent(name -> options.add(new SandboxOption.DomainName(name)));
    names(record.host(), options);
    return options;
  }

  private Optional<SandboxOption> placement(ContainerRecord record) {
    String mode = record.networkMode();
    if (mode.equals(Predefined.HOST)) {
      return Optional.of(new SandboxOption.HostNamespace());
    }
    if (!mode.startsWith(OF_CONTAINER)) {
      return Optional.empty();
    }
    String term = mode.substring(OF_CONTAINER.length());
    String key =
        switch (containers.find(term).orElseThrow(() -> missing(term))) {
          case Who.Made(Container container) ->
              containers
                  .sandbox(container)
                  .orElseThrow(() ->
                      new NetworkException.Conflict(
                          "cannot join network namespace of a non running container: " + term))
                  .key();
          case Who.Stranger(var sandbox) -> sandbox.key();
        };
    return Optional.of(new SandboxOption.NamespaceAt(Path.of(key)));
  }

  private static NetworkException.InvalidParameter missing(String container) {
    return new NetworkException.InvalidParameter("No such container: " + container);
  }

  private static void names(HostConfig host, List<SandboxOption> options) {
    List<IpAddress> servers =
        orEmpty(host.dns()).stream()
            .map(text -> EndpointWords.parse("DNS server", text, IpAddress::parse))
            .toList();
    if (!servers.isEmpty()) {
      options.add(new SandboxOption.Dns(servers));
    }
    if (!orEmpty(host.dnsSearch()).isEmpty()) {
      options.add(new SandboxOption.DnsSearch(orEmpty(host.dnsSearch())));
    }
    if (!orEmpty(host.dnsOptions()).isEmpty()) {
      options.add(new SandboxOption.DnsOptions(orEmpty(host.dnsOptions())));
    }
    orEmpty(host.extraHosts()).forEach(text -> options.add(extraHost(text)));
  }

  private static SandboxOption extraHost(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new NetworkException.InvalidParameter(
          "bad format for add-host: \"%s\": expected name:address".formatted(text));
    }
    String name = text.substring(0, colon);
    String address = text.substring(colon + 1);
    return address.equals(GATEWAY)
        ? new SandboxOption.ExtraHostGateway(name)
        : new SandboxOption.ExtraHost(
            name, EndpointWords.parse("address in add-host", address, IpAddress::parse));
  }

  private static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty());
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
