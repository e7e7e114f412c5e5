package io.libnetwork.lab.file;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointOption;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads what a sandbox has on one network.
final class ReadingEndpoint {

  private ReadingEndpoint() {}

  static Optional<LabEndpoint> read(String network, Part part) {
    return part.fields(Keys.ENDPOINT).flatMap(fields -> read(network, fields));
  }

  private static Optional<LabEndpoint> read(String network, Fields fields) {
    LabEndpoint usual = LabEndpoint.on(network);
    LabEndpoint read =
        new LabEndpoint(
            network,
            fields.parsedItems("addresses", IpAddress::parse),
            fields.parsed("macAddress", ReadingEndpoint::mac),
            fields.parsed("interfaceName", InterfaceName::new),
            fields.parsedItems("aliases", ReadingEndpoint::alias),
            links(fields.entries("links")),
            ports(fields, "ports"),
            fields.find("limits").map(ReadingEndpoint::limits).orElse(BandwidthLimits.NONE),
            ReadingRoutes.read(fields),
            sysctls(fields.entries("sysctls")),
            fields.truth("defaultRoute", usual.defaultRoute()),
            fields
                .whole("gatewayPriority", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(usual.gatewayPriority()),
            fields.find("mtu").map(ReadingEndpoint::mtu).orElse(usual.mtu()),
            ReadingLabels.read(fields));
    return Optional.of(read);
  }

  /// Ports of the host, each counted.
  static List<PublishedPort> ports(Fields fields, String key) {
    return fields.items(
        key,
        item -> {
          item.count();
          return item.parsed(PublishedPort::parse);
        });
  }

  private static MacAddress mac(String text) {
    return new EndpointOption.Mac(MacAddress.parse(text)).address();
  }

  private static String alias(String text) {
    return new EndpointOption.Aliases(List.of(text)).names().getFirst();
  }

  private static Map<String, String> links(Map<String, Part> parts) {
    Map<String, String> links = new LinkedHashMap<>();
    parts.forEach((alias, part) ->
        part.parsed(name -> new EndpointOption.Link(name, alias).name())
            .ifPresent(name -> links.put(alias, name)));
    return links;
  }

  private static OptionalInt mtu(Part part) {
    return part.whole(0, Integer.MAX_VALUE)
        .flatMap(bytes -> part.made(() -> new EndpointOption.Mtu(Math.toIntExact(bytes)).bytes()))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static List<InterfaceSysctl> sysctls(Map<String, Part> parts) {
    List<InterfaceSysctl> sysctls = new ArrayList<>();
    parts.forEach((key, part) ->
        part.parsed(value -> new InterfaceSysctl(key, value)).ifPresent(sysctls::add));
    return sysctls;
  }

  private static BandwidthLimits limits(Part part) {
    return part.fields(Keys.LIMITS)
        .map(fields ->
            new BandwidthLimits(
                fields.find("egress").flatMap(ReadingEndpoint::limit),
                fields.find("ingress").flatMap(ReadingEndpoint::limit)))
        .orElse(BandwidthLimits.NONE);
  }

  private static Optional<BandwidthLimit> limit(Part part) {
    if (!part.map()) {
      return part.parsed(BandwidthLimit::of);
    }
    return part.fields(Keys.LIMIT)
        .flatMap(fields -> {
          Optional<BandwidthLimit> rate =
              fields.require("rate").flatMap(text -> text.parsed(BandwidthLimit::of));
          Optional<Part> burst = fields.find("burst");
          return burst.isEmpty()
              ? rate
              : rate.flatMap(usual -> burst.flatMap(each -> with(usual, each)));
        });
  }

  private static Optional<BandwidthLimit> with(BandwidthLimit usual, Part burst) {
    return burst
        .whole(0, Long.MAX_VALUE)
        .flatMap(bytes -> burst.made(() -> usual.withBurst(bytes)));
  }
}
