package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.Optional;
import java.util.OptionalInt;

/// A route inside a sandbox, beside those that an address brings by itself.
///
/// @param destination where to
/// @param type what becomes of the packet
/// @param gateway the next hop; without one a unicast route is direct through the endpoint's
///   interface. Only a unicast route has one
/// @param metric the priority among routes to one destination, smaller first; the kernel's default
///   without one
public record SandboxRoute(
    IpPrefix destination, RouteType type, Optional<IpAddress> gateway, OptionalInt metric) {

  public SandboxRoute {
    if (gateway.isPresent() && type != RouteType.UNICAST) {
      throw new NetworkException.InvalidParameter(
          "invalid route to " + destination + ": a " + type + " route has no gateway");
    }
    if (gateway.isPresent() && gateway.get().family() != destination.family()) {
      throw new NetworkException.InvalidParameter(
          "invalid route to "
              + destination
              + ": gateway "
              + gateway.get()
              + " is of the other address family");
    }
    if (metric.isPresent() && metric.getAsInt() < 0) {
      throw new NetworkException.InvalidParameter(
          "invalid route to " + destination + ": metric " + metric.getAsInt() + " is negative");
    }
  }

  /// A route by way of a gateway.
  public static SandboxRoute via(IpPrefix destination, IpAddress gateway) {
    return new SandboxRoute(
        destination, RouteType.UNICAST, Optional.of(gateway), OptionalInt.empty());
  }

  /// A route straight through the endpoint's interface.
  public static SandboxRoute direct(IpPrefix destination) {
    return new SandboxRoute(destination, RouteType.UNICAST, Optional.empty(), OptionalInt.empty());
  }

  /// A route that drops.
  ///
  /// @param type how it drops; not [RouteType#UNICAST]
  public static SandboxRoute refusing(IpPrefix destination, RouteType type) {
    if (type == RouteType.UNICAST) {
      throw new NetworkException.InvalidParameter(
          "invalid route to " + destination + ": a unicast route does not refuse");
    }
    return new SandboxRoute(destination, type, Optional.empty(), OptionalInt.empty());
  }

  /// The same route with a metric.
  public SandboxRoute withMetric(int value) {
    return new SandboxRoute(destination, type, gateway, OptionalInt.of(value));
  }
}
