package io.libnetwork.http.v1;

import io.libnetwork.Announcement;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointOption;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.NetworkException;
import io.libnetwork.RouteType;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.wire.v1.AnnouncementRequest;
import io.libnetwork.wire.v1.BandwidthResource;
import io.libnetwork.wire.v1.BandwidthResource.LimitResource;
import io.libnetwork.wire.v1.EndpointRequest;
import io.libnetwork.wire.v1.RouteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What an endpoint is asked to be.
final class EndpointOptions {

  private static final Map<String, RouteType> ROUTE_TYPES =
      Map.of(
          "unicast", RouteType.UNICAST,
          "blackhole", RouteType.BLACKHOLE,
          "unreachable", RouteType.UNREACHABLE,
          "prohibit", RouteType.PROHIBIT);

  private EndpointOptions() {}

  static EndpointOption[] of(EndpointRequest request) {
    List<EndpointOption> options = new ArrayList<>();
    addresses(request, options);
    ofInterface(request, options);
    routing(request, options);
    ports(request, options);
    names(request, options);
    if (Boolean.TRUE.equals(request.reserve())) {
      options.add(new EndpointOption.Reserve());
    }
    return options.toArray(EndpointOption[]::new);
  }

  private static void addresses(EndpointRequest request, List<EndpointOption> options) {
    Values.each("address", request.addresses(), IpAddress::parse)
        .forEach(address -> options.add(new EndpointOption.Address(address)));
    Values.each("allocated address", request.allocatedAddresses(), InterfaceAddress::parse)
        .forEach(address -> options.add(new EndpointOption.AllocatedAddress(address)));
    Values.each("link-local address", request.linkLocal(), IpAddress::parse)
        .forEach(address -> options.add(new EndpointOption.LinkLocal(address)));
    if (Boolean.FALSE.equals(request.ipv6())) {
      options.add(new EndpointOption.NoIpv6());
    }
  }

  private static void ofInterface(EndpointRequest request, List<EndpointOption> options) {
    Values.find("MAC address", request.macAddress(), MacAddress::parse)
        .map(EndpointOption.Mac::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.interfaceName())
        .map(EndpointOption.NameInside::of)
        .ifPresent(options::add);
    Optional.ofNullable(request.hostInterfaceName())
        .map(EndpointOption.NameOnHost::of)
        .ifPresent(options::add);
    Optional.ofNullable(request.mtu()).map(EndpointOption.Mtu::new).ifPresent(options::add);
    sysctls(request.sysctls(), options);
    Optional.ofNullable(request.announce())
        .map(EndpointOptions::announcement)
        .map(EndpointOption.Announce::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.bandwidth())
        .map(EndpointOptions::limits)
        .map(EndpointOption.Bandwidth::new)
        .ifPresent(options::add);
  }

  private static void sysctls(@Nullable Map<String, String> sysctls, List<EndpointOption> options) {
    if (sysctls != null) {
      sysctls.forEach(
          (key, value) -> options.add(new EndpointOption.Sysctl(new InterfaceSysctl(key, value))));
    }
  }

  private static void routing(EndpointRequest request, List<EndpointOption> options) {
    Values.list(request.routes())
        .forEach(route -> options.add(new EndpointOption.Route(route(route))));
    if (Boolean.FALSE.equals(request.defaultRoute())) {
      options.add(new EndpointOption.NoDefaultRoute());
    }
    Optional.ofNullable(request.gatewayPriority())
        .map(EndpointOption.GatewayPriority::new)
        .ifPresent(options::add);
  }

  private static void ports(EndpointRequest request, List<EndpointOption> options) {
    Values.list(request.ports()).forEach(port -> options.add(EndpointOption.Publish.of(port)));
    Values.each("exposed port", request.exposed(), TransportPort::parse)
        .forEach(port -> options.add(new EndpointOption.Expose(port)));
  }

  private static void names(EndpointRequest request, List<EndpointOption> options) {
    Optional.ofNullable(request.aliases()).map(EndpointOption.Aliases::new).ifPresent(options::add);
    Map<String, String> links = request.links() == null ? Map.of() : request.links();
    links.forEach((alias, name) -> options.add(new EndpointOption.Link(name, alias)));
    Optional.ofNullable(request.labels())
        .map(LabelTexts::theirs)
        .map(EndpointOption.Labels::new)
        .ifPresent(options::add);
  }

  private static SandboxRoute route(RouteRequest request) {
    String type = request.type() == null ? "unicast" : request.type();
    RouteType known = ROUTE_TYPES.get(type);
    if (known == null) {
      throw new NetworkException.InvalidParameter(
          "invalid type of route '%s': expected unicast, blackhole, unreachable or prohibit"
              .formatted(type));
    }
    Integer metric = request.metric();
    return new SandboxRoute(
        Values.parse(
            "destination of a route",
            Values.required("destination", request.destination()),
            IpPrefix::parse),
        known,
        Values.find("gateway of a route", request.gateway(), IpAddress::parse),
        metric == null ? OptionalInt.empty() : OptionalInt.of(metric));
  }

  private static Announcement announcement(AnnouncementRequest request) {
    String interval = request.interval();
    return new Announcement(
        Values.required("count", request.count()),
        interval == null
            ? Announcement.USUAL.interval()
            : Values.duration("interval of an announcement", interval));
  }

  /// The limits of a request; none in a direction that it does not name.
  static BandwidthLimits limits(BandwidthResource request) {
    return new BandwidthLimits(
        Optional.ofNullable(request.egress()).map(EndpointOptions::limit),
        Optional.ofNullable(request.ingress()).map(EndpointOptions::limit));
  }

  private static BandwidthLimit limit(LimitResource request) {
    BandwidthLimit usual = BandwidthLimit.of(Values.required("rate", request.rate()));
    Long burst = request.burst();
    return burst == null ? usual : usual.withBurst(burst);
  }
}
