package io.libnetwork.spi;

import io.libnetwork.EndpointId;
import io.libnetwork.NetworkId;

/// Where something may not be as it should.
public sealed interface Hint {

  /// Somewhere on the host's side of a network.
  record OfNetwork(NetworkId network) implements Hint {}

  /// At the interface of an endpoint.
  record OfEndpoint(NetworkId network, EndpointId endpoint) implements Hint {}

  /// Anywhere.
  record Anywhere() implements Hint {}
}
