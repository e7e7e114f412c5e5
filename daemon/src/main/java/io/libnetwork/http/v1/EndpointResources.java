package io.libnetwork.http.v1;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.wire.v1.BandwidthResource;
import io.libnetwork.wire.v1.BandwidthResource.LimitResource;
import io.libnetwork.wire.v1.EndpointResource;
import io.libnetwork.wire.v1.EndpointResource.GatewaysResource;
import io.libnetwork.wire.v1.PortBindingResource;
import io.libnetwork.wire.v1.PortsResource;
import io.libnetwork.wire.v1.Reference;
import io.libnetwork.wire.v1.SandboxReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Endpoints and their ports as answers have them.
final class EndpointResources {

  private EndpointResources() {}

  static EndpointResource of(Endpoint endpoint) {
    return new EndpointResource(
        endpoint.id().value(),
        endpoint.name(),
        reference(endpoint.network()),
        endpoint.macAddress().map(MacAddress::toString).orElse(null),
        addresses(endpoint.addresses()),
        new GatewaysResource(gateway(endpoint, IpFamily.V4), gateway(endpoint, IpFamily.V6)),
        endpoint.interfaceName().map(InterfaceName::value).orElse(null),
        endpoint.sandbox().map(EndpointResources::reference).orElse(null),
        published(endpoint.published()),
        bindings(endpoint.driverInformation().ports()),
        endpoint.driverInformation().exposed().stream()
            .sorted()
            .map(TransportPort::toString)
            .toList(),
        of(endpoint.bandwidth()),
        endpoint.reservation().isPresent(),
        LabelTexts.of(endpoint.labels()));
  }

  static PortsResource ports(Endpoint endpoint) {
    return new PortsResource(
        published(endpoint.published()), bindings(endpoint.driverInformation().ports()));
  }

  static Reference reference(Network network) {
    return new Reference(network.id().value(), network.name());
  }

  static Reference reference(Endpoint endpoint) {
    return new Reference(endpoint.id().value(), endpoint.name());
  }

  private static SandboxReference reference(Sandbox sandbox) {
    return new SandboxReference(sandbox.id().value(), sandbox.container());
  }

  private static @Nullable String gateway(Endpoint endpoint, IpFamily family) {
    return endpoint.gateway(family).map(IpAddress::toString).orElse(null);
  }

  static List<String> addresses(List<InterfaceAddress> addresses) {
    return addresses.stream().map(InterfaceAddress::toString).toList();
  }

  static List<String> published(List<PublishedPort> ports) {
    return ports.stream().map(PublishedPort::toString).toList();
  }

  static List<PortBindingResource> bindings(List<PortBinding> bindings) {
    return bindings.stream().map(EndpointResources::of).toList();
  }

  private static PortBindingResource of(PortBinding binding) {
    return new PortBindingResource(
        binding.protocol().toString(),
        binding.hostAddress().toString(),
        binding.hostPort().number(),
        binding.containerAddress().toString(),
        binding.containerPort().number(),
        binding.hostPorts().size(),
        binding.sources().stream().map(IpPrefix::toString).sorted().toList());
  }

  private static BandwidthResource of(BandwidthLimits limits) {
    return new BandwidthResource(
        limits.egress().map(EndpointResources::of).orElse(null),
        limits.ingress().map(EndpointResources::of).orElse(null));
  }

  private static LimitResource of(BandwidthLimit limit) {
    return new LimitResource(limit.rate().toString(), limit.burst());
  }
}
