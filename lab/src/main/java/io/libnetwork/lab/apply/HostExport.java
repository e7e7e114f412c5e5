package io.libnetwork.lab.apply;

import io.libnetwork.Backend;
import io.libnetwork.Balancing;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxConfig;
import io.libnetwork.Service;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What is on a host and no lab's, as one lab.
final class HostExport {

  /// Kinds of network of which every host has one, and every container may do without.
  private static final Set<String> EVERYWHERE = Set.of("host", "null");

  private final Controller controller;
  private final Set<String> unasked;
  private final List<String> unsaid = new ArrayList<>();
  private final Map<Network, String> networks = new LinkedHashMap<>();
  private final Map<Sandbox, String> sandboxes = new LinkedHashMap<>();

  /// @param unasked networks that are left out where nothing is on them
  HostExport(Controller controller, Set<String> unasked) {
    this.controller = controller;
    this.unasked = unasked;
  }

  Exported export(String name) {
    nameNetworks();
    nameSandboxes();
    List<LabNetwork> allNetworks = new ArrayList<>();
    networks.forEach((network, called) -> allNetworks.add(network(network, called)));
    List<LabSandbox> allSandboxes = new ArrayList<>();
    sandboxes.forEach((sandbox, called) -> allSandboxes.add(sandbox(sandbox, called)));
    return new Exported(new Lab(name, allNetworks, allSandboxes, services()), unsaid);
  }

  private void nameNetworks() {
    FittingNames names = new FittingNames();
    for (Network network : ordered(controller.networks(), Network::name)) {
      if (network.configOnly()) {
        unsaid.add("network %s is a template".formatted(network.name()));
      } else if (ofNoLab(network.labels()) && !everywhere(network)) {
        networks.put(network, told("network", network.name(), names.of(network.name())));
        tellStrays(network);
      }
    }
  }

  private boolean everywhere(Network network) {
    return EVERYWHERE.contains(network.driver())
        || (unasked.contains(network.name())
            && network.endpoints().isEmpty()
            && network.services().isEmpty());
  }

  private static <T> List<T> ordered(List<T> all, Function<T, String> name) {
    return all.stream().sorted(Comparator.comparing(name, FittingNames.order())).toList();
  }

  /// Endpoints without a container.
  private void tellStrays(Network network) {
    for (Endpoint endpoint : network.endpoints()) {
      if (endpoint.sandbox().isEmpty()) {
        unsaid.add(
            "endpoint %s of network %s has no container"
                .formatted(endpoint.name(), network.name()));
      }
    }
  }

  private void nameSandboxes() {
    FittingNames names = new FittingNames();
    for (Sandbox sandbox : ordered(controller.sandboxes(), HostExport::nameOf)) {
      if (sandbox.config().placement() instanceof SandboxConfig.Placement.Host) {
        unsaid.add("container %s is in the host's own network".formatted(sandbox.container()));
      } else if (sandbox.config().placement() instanceof SandboxConfig.Placement.HandedOver) {
        unsaid.add("container %s is somebody else's".formatted(sandbox.container()));
      } else if (ofNoLab(sandbox.config().labels())) {
        String name = nameOf(sandbox);
        sandboxes.put(sandbox, told("container", name, names.of(name)));
      }
    }
  }

  /// Engines call containers by long numbers, and their endpoints by names.
  private static String nameOf(Sandbox sandbox) {
    if (sandbox.container().length() <= FittingNames.LONGEST) {
      return sandbox.container();
    }
    return sandbox.endpoints().stream()
        .map(Endpoint::name)
        .findFirst()
        .or(() -> sandbox.config().hostname())
        .orElse(sandbox.container());
  }

  private String told(String kind, String there, String here) {
    if (!there.equals(here)) {
      unsaid.add("%s %s is called %s here".formatted(kind, there, here));
    }
    return here;
  }

  private static boolean ofNoLab(Map<String, String> labels) {
    return !labels.containsKey(LabLabels.LAB);
  }

  private LabNetwork network(Network network, String called) {
    if (network.config().driverOptions().isPresent()) {
      unsaid.add("options of network %s, which were not given as texts".formatted(network.name()));
    }
    return new LabNetwork(
        called,
        network.driver(),
        network.families().contains(IpFamily.V4),
        network.families().contains(IpFamily.V6),
        network.internal(),
        network.named(),
        network.config().pools(),
        network.config().driverLabels(),
        LabLabels.theirs(network.labels()),
        network.zones());
  }

  private LabSandbox sandbox(Sandbox sandbox, String name) {
    SandboxConfig config = sandbox.config();
    return new LabSandbox(
        name,
        Optional.empty(),
        List.of(),
        config.hostname().filter(hostname -> !hostname.equals(name)),
        config.domainName(),
        config.extraHosts(),
        config.dns().orElse(List.of()),
        config.dnsSearch().orElse(List.of()),
        config.dnsOptions().orElse(List.of()),
        LabLabels.theirs(config.labels()),
        endpoints(sandbox, name));
  }

  private List<LabEndpoint> endpoints(Sandbox sandbox, String called) {
    List<LabEndpoint> found = new ArrayList<>();
    for (Endpoint endpoint : sandbox.endpoints()) {
      String network = networks.get(endpoint.network());
      if (network != null) {
        found.add(new EndpointExport(endpoint, called, unsaid).on(network));
      } else if (!EVERYWHERE.contains(endpoint.network().driver())) {
        unsaid.add(
            "container %s is on network %s, which is a lab's"
                .formatted(called, endpoint.network().name()));
      }
    }
    return found;
  }

  private List<LabService> services() {
    FittingNames names = new FittingNames();
    List<LabService> found = new ArrayList<>();
    networks.forEach((network, called) ->
        network
            .services()
            .forEach(service ->
                found.add(
                    service(
                        service,
                        called,
                        told("service", service.name(), names.of(service.name()))))));
    return found;
  }

  private LabService service(Service service, String network, String name) {
    return new LabService(
        name,
        network,
        service.ports(),
        service.balancing().isEmpty(),
        service.balancing().orElse(Balancing.RANDOM),
        addresses(service),
        service.published(),
        service.check(),
        service.aliases(),
        service.backends().stream().flatMap(backend -> backend(backend).stream()).toList());
  }

  /// Elsewhere they are in none of the network's pools, unless it has the same.
  private static List<IpAddress> addresses(Service service) {
    return service.network().config().pools().isEmpty() ? List.of() : service.addresses();
  }

  private Optional<LabService.Backend> backend(Backend backend) {
    return backend
        .endpoint()
        .sandbox()
        .map(sandboxes::get)
        .map(name -> new LabService.Backend(name, backend.weight()));
  }
}
