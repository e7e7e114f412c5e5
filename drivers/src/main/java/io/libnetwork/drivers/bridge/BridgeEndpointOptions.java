package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.EndpointDriverOptions;
import java.util.Set;

/// What can be asked of an endpoint of a bridge network.
///
/// @param alsoSendsFrom addresses that it may send from besides its own, as one that moves between
///   containers; nobody is told to send there
public record BridgeEndpointOptions(Set<IpAddress> alsoSendsFrom) implements EndpointDriverOptions {

  /// What an endpoint is without options: it sends from its own addresses alone.
  public static final BridgeEndpointOptions USUAL = new BridgeEndpointOptions(Set.of());

  /// @param whose for the message
  /// @throws NetworkException.InvalidParameter when the options are another driver's
  static BridgeEndpointOptions of(String whose, EndpointDriverOptions options) {
    return switch (options) {
      case BridgeEndpointOptions own -> own;
      case Object others ->
          throw new NetworkException.InvalidParameter(
              whose
                  + ": the bridge driver takes BridgeEndpointOptions, not "
                  + others.getClass().getSimpleName());
    };
  }

  public BridgeEndpointOptions {
    alsoSendsFrom = Set.copyOf(alsoSendsFrom);
  }
}
