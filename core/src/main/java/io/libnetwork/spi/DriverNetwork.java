package io.libnetwork.spi;

/// A network as its driver has it. The controller calls it under the network's lock.
public interface DriverNetwork {

  /// Makes an endpoint, which is not joined yet.
  DriverEndpoint createEndpoint(EndpointSpec spec);

  /// Removes the network; it has no endpoints. What is already gone is a success.
  ///
  /// @return done when the kernel has announced that the network's interfaces are gone
  Removal delete();
}
