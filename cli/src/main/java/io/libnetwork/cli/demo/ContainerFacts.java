package io.libnetwork.cli.demo;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.PortBinding;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A container as it was when it had been attached.
///
/// @param sandboxId the id of its sandbox
/// @param sandboxKey where its namespace is bound
/// @param endpoint the name of its endpoint
/// @param network the network's name
/// @param macAddress its interface's MAC address
/// @param addresses its addresses, IPv4 first
/// @param gateways the next hops of its default routes, IPv4 first
/// @param ports what it publishes
public record ContainerFacts(
    String sandboxId,
    String sandboxKey,
    String endpoint,
    String network,
    Optional<MacAddress> macAddress,
    List<InterfaceAddress> addresses,
    List<IpAddress> gateways,
    List<PortBinding> ports) {

  public ContainerFacts {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    ports = List.copyOf(ports);
  }

  static ContainerFacts of(Attachment attachment) {
    Endpoint endpoint = attachment.endpoint();
    return new ContainerFacts(
        attachment.sandbox().id().value(),
        attachment.sandbox().key(),
        endpoint.name(),
        endpoint.network().name(),
        endpoint.macAddress(),
        endpoint.addresses(),
        Arrays.stream(IpFamily.values())
            .flatMap(family -> endpoint.gateway(family).stream())
            .toList(),
        endpoint.driverInformation().ports());
  }
}
