package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.tc.Rate;
import io.libnetwork.store.Fields;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// What an endpoint was asked to be, as its record keeps it. What is as usual is not written.
final class EndpointConfigFields {

  private EndpointConfigFields() {}

  static void write(Fields.Builder to, EndpointConfig config) {
    Stored.list(to, "chosen", sorted(config.chosen()));
    Stored.list(to, "allocated", sorted(config.allocated()));
    Stored.list(to, "link-local", config.linkLocal());
    Stored.maybe(to, "chosen-mac", config.mac());
    Stored.maybe(to, "name-inside", config.nameInside().map(InterfaceName::value));
    Stored.maybe(to, "name-on-host", config.nameOnHost().map(InterfaceName::value));
    Stored.each(to, "routes", config.routes(), EndpointConfigFields::route);
    Stored.flag(to, "no-gateway", !config.gateway());
    to.whole("priority", config.priority());
    config.mtu().ifPresent(bytes -> to.whole("mtu", bytes));
    Stored.each(to, "sysctls", config.sysctls(), EndpointConfigFields::sysctl);
    Stored.maybe(to, "announcement", config.announcement(), EndpointConfigFields::announcement);
    Stored.list(to, "ports", config.ports());
    Stored.list(to, "exposed", config.exposed().stream().sorted().toList());
    Stored.maybe(to, "egress", config.bandwidth().egress(), EndpointConfigFields::limit);
    Stored.maybe(to, "ingress", config.bandwidth().ingress(), EndpointConfigFields::limit);
    Stored.flag(to, "reserve", config.reserve());
    Stored.flag(to, "no-ipv6", !config.ipv6());
    Stored.list(to, "aliases", config.aliases());
    Stored.map(to, "links", config.links());
    Stored.map(to, "labels", config.labels());
  }

  static EndpointConfig read(Fields from) {
    return new EndpointConfig(
        byFamily(Stored.list(from, "chosen", IpAddress::parse), IpAddress::family),
        byFamily(Stored.list(from, "allocated", InterfaceAddress::parse), InterfaceAddress::family),
        Stored.list(from, "link-local", IpAddress::parse),
        Stored.maybe(from, "chosen-mac", MacAddress::parse),
        Stored.maybe(from, "name-inside", InterfaceName::new),
        Stored.maybe(from, "name-on-host", InterfaceName::new),
        Stored.each(from, "routes", EndpointConfigFields::route),
        !Stored.flag(from, "no-gateway"),
        Math.toIntExact(from.whole("priority")),
        number(from, "mtu"),
        Stored.each(from, "sysctls", EndpointConfigFields::sysctl),
        Stored.maybeFields(from, "announcement", EndpointConfigFields::announcement),
        Stored.list(from, "ports", PublishedPort::parse),
        Stored.set(from, "exposed", TransportPort::parse),
        new BandwidthLimits(
            Stored.maybeFields(from, "egress", EndpointConfigFields::limit),
            Stored.maybeFields(from, "ingress", EndpointConfigFields::limit)),
        Stored.flag(from, "reserve"),
        !Stored.flag(from, "no-ipv6"),
        Stored.list(from, "aliases", text -> text),
        Stored.map(from, "links", text -> text),
        Stored.map(from, "labels", text -> text),
        Optional.empty());
  }

  /// That of IPv4 first.
  private static <T> Collection<T> sorted(Map<IpFamily, T> values) {
    return values.isEmpty() ? List.of() : new EnumMap<>(values).values();
  }

  private static <T> Map<IpFamily, T> byFamily(List<T> values, Function<T, IpFamily> family) {
    Map<IpFamily, T> byFamily = new EnumMap<>(IpFamily.class);
    values.forEach(value -> byFamily.put(family.apply(value), value));
    return byFamily;
  }

  private static OptionalInt number(Fields from, String name) {
    return from.find(name).isPresent()
        ? OptionalInt.of(Math.toIntExact(from.whole(name)))
        : OptionalInt.empty();
  }

  private static Fields route(SandboxRoute route) {
    Fields.Builder fields =
        Fields.builder()
            .text("to", route.destination().toString())
            .text("type", route.type().name());
    Stored.maybe(fields, "via", route.gateway());
    route.metric().ifPresent(metric -> fields.whole("metric", metric));
    return fields.build();
  }

  private static SandboxRoute route(Fields fields) {
    return new SandboxRoute(
        Stored.parse(fields.text("to"), "to", IpPrefix::parse),
        Stored.parse(fields.text("type"), "type", RouteType::valueOf),
        Stored.maybe(fields, "via", IpAddress::parse),
        number(fields, "metric"));
  }

  private static Fields sysctl(InterfaceSysctl sysctl) {
    return Fields.builder().text("key", sysctl.key()).text("value", sysctl.value()).build();
  }

  private static InterfaceSysctl sysctl(Fields fields) {
    return new InterfaceSysctl(fields.text("key"), fields.text("value"));
  }

  private static Fields announcement(Announcement announcement) {
    return Fields.builder()
        .whole("count", announcement.count())
        .whole("interval", announcement.interval().toMillis())
        .build();
  }

  private static Announcement announcement(Fields fields) {
    return new Announcement(
        Math.toIntExact(fields.whole("count")), Duration.ofMillis(fields.whole("interval")));
  }

  private static Fields limit(BandwidthLimit limit) {
    return Fields.builder()
        .text("rate", limit.rate().toString())
        .whole("burst", limit.burst())
        .build();
  }

  private static BandwidthLimit limit(Fields fields) {
    return new BandwidthLimit(
        Stored.parse(fields.text("rate"), "rate", Rate::parse), fields.whole("burst"));
  }
}
