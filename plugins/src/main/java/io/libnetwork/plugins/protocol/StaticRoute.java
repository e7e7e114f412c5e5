package io.libnetwork.plugins.protocol;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.wire.JsonObject;
import java.util.Optional;

/// A route that a sandbox gets with an endpoint.
///
/// @param destination where to
/// @param nextHop by way of whom, `RouteType` 0; without one straight through the interface,
///   `RouteType` 1
public record StaticRoute(IpPrefix destination, Optional<IpAddress> nextHop)
    implements PluginMessage {

  private static final int NEXT_HOP = 0;
  private static final int CONNECTED = 1;

  /// Reads a route. Bits behind the destination's length are passed over, as Docker does.
  ///
  /// @throws MalformedMessageException also where a route by way of somebody does not say whom, or
  ///   names somebody of the other family
  public static StaticRoute of(JsonObject message) {
    Members members = new Members("Join answer, StaticRoutes", message);
    IpPrefix destination =
        members.requiredParsed("Destination", text -> InterfaceAddress.parse(text).prefix());
    if (members.number("RouteType", NEXT_HOP, CONNECTED, NEXT_HOP) == CONNECTED) {
      return new StaticRoute(destination, Optional.empty());
    }
    IpAddress nextHop = members.requiredParsed("NextHop", IpAddress::parse);
    if (nextHop.family() != destination.family()) {
      throw new MalformedMessageException(
          "malformed Join answer, StaticRoutes: \"NextHop\" %s is of another family than \"Destination\" %s"
              .formatted(nextHop, destination));
    }
    return new StaticRoute(destination, Optional.of(nextHop));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("Destination", destination.toString())
        .number("RouteType", nextHop.isPresent() ? NEXT_HOP : CONNECTED)
        .text("NextHop", nextHop)
        .json();
  }
}
