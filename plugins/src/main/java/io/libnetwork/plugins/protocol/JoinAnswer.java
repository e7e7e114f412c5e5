package io.libnetwork.plugins.protocol;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.wire.JsonObject;
import java.util.List;
import java.util.Optional;

/// What a sandbox gets with an endpoint.
///
/// @param link which link of the host becomes its interface; empty where there is none
/// @param gateway the next hop of its default route of IPv4
/// @param gatewayIpv6 the next hop of its default route of IPv6
/// @param routes further routes
/// @param gatewayServiceDisabled whether the caller must not give it another way out
public record JoinAnswer(
    Optional<InterfaceNaming> link,
    Optional<IpAddress> gateway,
    Optional<IpAddress> gatewayIpv6,
    List<StaticRoute> routes,
    boolean gatewayServiceDisabled)
    implements PluginMessage {

  public JoinAnswer {
    routes = List.copyOf(routes);
  }

  /// Reads an answer.
  ///
  /// @throws MalformedMessageException also where a gateway is of the other family
  public static JoinAnswer of(JsonObject message) {
    Members members = new Members("Join answer", message);
    return new JoinAnswer(
        members.optionalObject("InterfaceName").map(InterfaceNaming::of),
        members.parsed("Gateway", text -> gateway(text, IpFamily.V4)),
        members.parsed("GatewayIPv6", text -> gateway(text, IpFamily.V6)),
        members.list("StaticRoutes", StaticRoute::of),
        members.truth("DisableGatewayService"));
  }

  private static IpAddress gateway(String text, IpFamily family) {
    IpAddress address = IpAddress.parse(text);
    if (address.family() != family) {
      throw new IllegalArgumentException(address + " is not an " + family + " address");
    }
    return address;
  }

  @Override
  public JsonObject toJson() {
    Body body = new Body();
    link.ifPresent(naming -> body.object("InterfaceName", naming.toJson()));
    return body.text("Gateway", gateway)
        .text("GatewayIPv6", gatewayIpv6)
        .list("StaticRoutes", routes)
        .truth("DisableGatewayService", gatewayServiceDisabled)
        .json();
  }
}
