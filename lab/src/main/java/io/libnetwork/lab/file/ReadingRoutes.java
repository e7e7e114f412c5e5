package io.libnetwork.lab.file;

import io.libnetwork.RouteType;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads routes inside a sandbox.
final class ReadingRoutes {

  private ReadingRoutes() {}

  static List<SandboxRoute> read(Fields endpoint) {
    return endpoint.items("routes", item -> item.fields(Keys.ROUTE).flatMap(ReadingRoutes::route));
  }

  private static Optional<SandboxRoute> route(Fields fields) {
    Optional<IpPrefix> to = fields.require("to").flatMap(part -> part.parsed(IpPrefix::parse));
    RouteType type = fields.parsed("type", ReadingRoutes::type).orElse(RouteType.UNICAST);
    Optional<IpAddress> via = fields.parsed("via", IpAddress::parse);
    OptionalInt metric =
        fields
            .whole("metric", 0, Integer.MAX_VALUE)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
    return to.flatMap(
        destination -> fields.of().made(() -> new SandboxRoute(destination, type, via, metric)));
  }

  private static RouteType type(String text) {
    for (RouteType type : RouteType.values()) {
      if (text(type).equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "invalid type of route %s: expected unicast, blackhole, unreachable or prohibit"
            .formatted(Quoted.of(text)));
  }

  static String text(RouteType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
