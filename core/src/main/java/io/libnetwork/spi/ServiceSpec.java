package io.libnetwork.spi;

import io.libnetwork.Balancing;
import io.libnetwork.PublishedPort;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import java.util.List;

/// What a driver is told of a service with virtual addresses.
///
/// @param name the service's name
/// @param addresses the virtual ones, at most one of each family
/// @param ports at these addresses
/// @param published which of them are to be reachable at the host
/// @param balancing how connections are shared out
public record ServiceSpec(
    String name,
    List<IpAddress> addresses,
    List<ServicePort> ports,
    List<PublishedPort> published,
    Balancing balancing) {

  public ServiceSpec {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    published = List.copyOf(published);
  }
}
