package io.libnetwork.lab.file;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.PublishedPort;
import io.libnetwork.RouteType;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.nodes.Node;

/// Writes what a sandbox has on one network.
final class WritingEndpoint {

  private WritingEndpoint() {}

  static Node node(LabEndpoint endpoint) {
    LabEndpoint usual = LabEndpoint.on(endpoint.network());
    YamlMap sysctls = new YamlMap();
    for (InterfaceSysctl each : endpoint.sysctls()) {
      sysctls.put(each.key(), YamlNodes.text(each.value()));
    }
    return new YamlMap()
        .texts("addresses", endpoint.addresses())
        .text("macAddress", endpoint.macAddress().map(MacAddress::toString))
        .text("interfaceName", endpoint.interfaceName().map(InterfaceName::toString))
        .texts("aliases", endpoint.aliases())
        .texts("links", endpoint.links())
        .line("ports", endpoint.ports(), WritingEndpoint::port)
        .map("limits", limits(endpoint))
        .list("routes", endpoint.routes(), WritingEndpoint::route)
        .map("sysctls", sysctls)
        .truth("defaultRoute", endpoint.defaultRoute(), usual.defaultRoute())
        .number(
            "gatewayPriority",
            Optional.of(endpoint.gatewayPriority()).filter(n -> n != usual.gatewayPriority()))
        .number("mtu", number(endpoint.mtu()))
        .texts("labels", endpoint.labels())
        .block();
  }

  static Node port(PublishedPort port) {
    return YamlNodes.quoted(withoutTcp(port.toString()));
  }

  /// The same without the protocol that it is without saying.
  static String withoutTcp(String text) {
    return text.endsWith("/tcp")
        ? text.substring(0, text.length() - "/tcp".length())
        : text.replace("/tcp ", " ");
  }

  private static YamlMap limits(LabEndpoint endpoint) {
    YamlMap limits = new YamlMap();
    endpoint.limits().egress().ifPresent(limit -> limits.put("egress", limit(limit)));
    endpoint.limits().ingress().ifPresent(limit -> limits.put("ingress", limit(limit)));
    return limits;
  }

  private static Node limit(BandwidthLimit limit) {
    Node rate = YamlNodes.text(limit.rate().toString());
    return limit.equals(BandwidthLimit.of(limit.rate()))
        ? rate
        : new YamlMap().put("rate", rate).put("burst", YamlNodes.number(limit.burst())).flow();
  }

  private static Node route(SandboxRoute route) {
    return new YamlMap()
        .put("to", YamlNodes.text(route.destination().toString()))
        .text("via", route.gateway().map(IpAddress::toString))
        .text(
            "type",
            Optional.of(route.type())
                .filter(type -> type != RouteType.UNICAST)
                .map(ReadingRoutes::text))
        .number("metric", number(route.metric()))
        .flow();
  }

  private static Optional<Integer> number(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }
}
