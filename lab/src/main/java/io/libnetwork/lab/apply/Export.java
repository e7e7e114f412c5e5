package io.libnetwork.lab.apply;

import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.Service;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A lab as it runs: what it was asked to be, with what has been changed since where that can be
/// said, and without what is gone.
final class Export {

  private final Scene scene;
  private final Lab applied;

  Export(Scene scene, Lab applied) {
    this.scene = scene;
    this.applied = applied;
  }

  Lab lab() {
    return new Lab(
        applied.name(),
        applied.networks().stream().flatMap(this::network).toList(),
        applied.sandboxes().stream().flatMap(this::sandbox).toList(),
        applied.services().stream().flatMap(this::service).toList());
  }

  private Stream<LabNetwork> network(LabNetwork network) {
    return scene.network(network.name()).stream()
        .map(there ->
            new LabNetwork(
                network.name(),
                network.driver(),
                network.ipv4(),
                network.ipv6(),
                network.internal(),
                network.named(),
                network.pools(),
                network.options(),
                network.labels(),
                there.zones()));
  }

  private Stream<LabSandbox> sandbox(LabSandbox sandbox) {
    return scene.sandbox(sandbox.name()).stream()
        .map(there ->
            new LabSandbox(
                sandbox.name(),
                sandbox.command(),
                sandbox.after().stream().filter(name -> scene.sandbox(name).isPresent()).toList(),
                sandbox.hostname(),
                sandbox.domainName(),
                sandbox.extraHosts(),
                sandbox.dns(),
                sandbox.dnsSearch(),
                sandbox.dnsOptions(),
                sandbox.labels(),
                endpoints(sandbox, there)));
  }

  private List<LabEndpoint> endpoints(LabSandbox sandbox, Sandbox there) {
    return sandbox.endpoints().stream()
        .flatMap(endpoint ->
            joined(sandbox, endpoint, there).stream().map(found -> endpoint(endpoint, found)))
        .toList();
  }

  private Optional<Endpoint> joined(LabSandbox sandbox, LabEndpoint endpoint, Sandbox there) {
    return scene
        .endpoint(sandbox.name(), endpoint.network())
        .filter(found -> found.sandbox().filter(there::equals).isPresent());
  }

  private static LabEndpoint endpoint(LabEndpoint endpoint, Endpoint found) {
    return new LabEndpoint(
        endpoint.network(),
        endpoint.addresses(),
        endpoint.macAddress(),
        endpoint.interfaceName(),
        endpoint.aliases(),
        endpoint.links(),
        found.published(),
        found.bandwidth(),
        endpoint.routes(),
        endpoint.sysctls(),
        endpoint.defaultRoute(),
        endpoint.gatewayPriority(),
        endpoint.mtu(),
        endpoint.labels());
  }

  private Stream<LabService> service(LabService service) {
    Optional<Service> there =
        scene.network(service.network()).flatMap(network -> find(network, service));
    return there.stream()
        .map(found ->
            new LabService(
                service.name(),
                service.network(),
                service.ports(),
                service.roundRobin(),
                service.balancing(),
                service.addresses(),
                service.published(),
                service.check(),
                service.aliases(),
                backends(found)));
  }

  private static Optional<Service> find(Network network, LabService service) {
    return network.findService(service.name());
  }

  /// Those that are containers of the lab.
  private List<LabService.Backend> backends(Service found) {
    return found.backends().stream()
        .filter(backend -> applied.sandbox(backend.endpoint().name()).isPresent())
        .map(backend -> new LabService.Backend(backend.endpoint().name(), backend.weight()))
        .toList();
  }
}
