package io.libnetwork.lab.apply;

import io.libnetwork.AttachOption;
import io.libnetwork.AttachRequest;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointOption;
import io.libnetwork.SandboxOption;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabSandbox;
import java.util.ArrayList;
import java.util.List;

/// One of a lab's sandboxes as the controller is asked for it.
final class Attaching {

  private final Scene scene;
  private final LabSandbox sandbox;

  Attaching(Scene scene, LabSandbox sandbox) {
    this.scene = scene;
    this.sandbox = sandbox;
  }

  /// Makes the sandbox without an endpoint.
  void alone() {
    var _ =
        scene
            .controller()
            .createSandbox(scene.onHost(sandbox.name()), options().toArray(SandboxOption[]::new));
  }

  /// The request for one of its endpoints, whose network is there by now.
  ///
  /// @param making whether the sandbox is made by it
  AttachRequest request(LabEndpoint endpoint, boolean making) {
    List<AttachOption> asked = new ArrayList<>(options(endpoint));
    if (making) {
      asked.addAll(options());
    }
    return new AttachRequest(
        scene.onHost(sandbox.name()), scene.getNetwork(endpoint.network()), sandbox.name(), asked);
  }

  private List<SandboxOption> options() {
    List<SandboxOption> asked = new ArrayList<>();
    asked.add(new SandboxOption.Files());
    asked.add(new SandboxOption.Hostname(sandbox.hostname().orElse(sandbox.name())));
    sandbox.domainName().map(SandboxOption.DomainName::new).ifPresent(asked::add);
    asked.addAll(sandbox.extraHosts());
    if (!sandbox.dns().isEmpty()) {
      asked.add(new SandboxOption.Dns(sandbox.dns()));
    }
    if (!sandbox.dnsSearch().isEmpty()) {
      asked.add(new SandboxOption.DnsSearch(sandbox.dnsSearch()));
    }
    if (!sandbox.dnsOptions().isEmpty()) {
      asked.add(new SandboxOption.DnsOptions(sandbox.dnsOptions()));
    }
    scene.leases().forEach(lease -> asked.add(new SandboxOption.Leased(lease)));
    asked.add(
        new SandboxOption.Labels(
            LabLabels.of(scene.lab(), Fingerprint.of(sandbox), sandbox.labels())));
    return asked;
  }

  private List<EndpointOption> options(LabEndpoint endpoint) {
    List<EndpointOption> asked = new ArrayList<>();
    endpoint.addresses().forEach(address -> asked.add(new EndpointOption.Address(address)));
    endpoint.macAddress().map(EndpointOption.Mac::new).ifPresent(asked::add);
    endpoint.interfaceName().map(EndpointOption.NameInside::new).ifPresent(asked::add);
    endpoint.ports().forEach(port -> asked.add(new EndpointOption.Publish(port)));
    if (!endpoint.limits().equals(BandwidthLimits.NONE)) {
      asked.add(new EndpointOption.Bandwidth(endpoint.limits()));
    }
    names(endpoint, asked);
    routing(endpoint, asked);
    endpoint.mtu().ifPresent(mtu -> asked.add(new EndpointOption.Mtu(mtu)));
    endpoint.sysctls().forEach(sysctl -> asked.add(new EndpointOption.Sysctl(sysctl)));
    asked.add(
        new EndpointOption.Labels(
            LabLabels.of(scene.lab(), Fingerprint.of(endpoint), endpoint.labels())));
    return asked;
  }

  private static void names(LabEndpoint endpoint, List<EndpointOption> asked) {
    if (!endpoint.aliases().isEmpty()) {
      asked.add(new EndpointOption.Aliases(endpoint.aliases()));
    }
    endpoint.links().forEach((alias, name) -> asked.add(new EndpointOption.Link(name, alias)));
  }

  private static void routing(LabEndpoint endpoint, List<EndpointOption> asked) {
    endpoint.routes().forEach(route -> asked.add(new EndpointOption.Route(route)));
    if (!endpoint.defaultRoute()) {
      asked.add(new EndpointOption.NoDefaultRoute());
    }
    if (endpoint.gatewayPriority() != 0) {
      asked.add(new EndpointOption.GatewayPriority(endpoint.gatewayPriority()));
    }
  }
}
