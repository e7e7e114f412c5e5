package io.libnetwork.spi;

import io.libnetwork.EndpointId;
import io.libnetwork.address.IpAddress;
import java.util.List;

/// An endpoint that takes connections to a service.
///
/// @param id the endpoint's id
/// @param endpoint of the same network as the service, joined by a sandbox
/// @param addresses the endpoint's, at most one of each family
/// @param weight its part of the connections among the other backends' weights; 1 or more
public record ServiceBackend(
    EndpointId id, DriverEndpoint endpoint, List<IpAddress> addresses, int weight) {

  public ServiceBackend {
    addresses = List.copyOf(addresses);
  }
}
