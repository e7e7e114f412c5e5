package io.libnetwork.http.docker;

import io.libnetwork.EndpointOption;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.wire.docker.EndpointIpamConfig;
import io.libnetwork.wire.docker.EndpointSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a container asks for on a network, in Docker's words, as options of its endpoint.
final class EndpointWords {

  private static final String SYSCTLS = "com.docker.network.endpoint.sysctls";
  private static final String NAME_INSIDE = "com.docker.network.endpoint.ifname";
  private static final Pattern COMMA = Pattern.compile(",");

  private final List<EndpointOption> options = new ArrayList<>();
  private final Map<String, String> ofDriver = new HashMap<>();

  private EndpointWords() {}

  /// @param network which is asked; what is not of every network is its driver's
  static List<EndpointOption> options(Network network, EndpointSettings asked) {
    EndpointWords words = new EndpointWords();
    words.addresses(asked.ipamConfig());
    words.names(asked);
    words.link(asked);
    orEmpty(asked.driverOpts()).forEach(words::driver);
    network.endpointOptions(words.ofDriver).ifPresent(words.options::add);
    return words.options;
  }

  /// What is asked for has to be had on that network.
  ///
  /// @throws NetworkException.InvalidParameter if it is only to be had on networks that somebody
  ///   made
  static void requireFitting(String network, EndpointSettings asked) {
    if (!Predefined.reserved(network)) {
      return;
    }
    EndpointIpamConfig addresses = asked.ipamConfig();
    if (addresses != null && !present(addresses.ipv4Address(), addresses.ipv6Address()).isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "user specified IP address is supported on user defined networks only");
    }
    if (!orEmpty(asked.aliases()).isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "network-scoped alias is supported only for containers in user defined networks");
    }
  }

  private void addresses(@Nullable EndpointIpamConfig asked) {
    if (asked == null) {
      return;
    }
    present(asked.ipv4Address())
        .forEach(text -> options.add(new EndpointOption.Address(address(text, IpFamily.V4))));
    present(asked.ipv6Address())
        .forEach(text -> options.add(new EndpointOption.Address(address(text, IpFamily.V6))));
    for (String text : orEmpty(asked.linkLocalIps())) {
      options.add(new EndpointOption.LinkLocal(address(text, "link-local IP")));
    }
  }

  private static IpAddress address(String text, IpFamily family) {
    String what = family == IpFamily.V4 ? "IPv4" : "IPv6";
    IpAddress address = address(text, what);
    if (address.family() != family) {
      throw invalid(text, what);
    }
    return address;
  }

  private static IpAddress address(String text, String what) {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException _) {
      throw invalid(text, what);
    }
  }

  private static NetworkException.InvalidParameter invalid(String text, String what) {
    return new NetworkException.InvalidParameter("invalid %s address: %s".formatted(what, text));
  }

  private void names(EndpointSettings asked) {
    List<String> aliases = orEmpty(asked.aliases());
    if (!aliases.isEmpty()) {
      options.add(new EndpointOption.Aliases(aliases.stream().distinct().toList()));
    }
    for (String link : orEmpty(asked.links())) {
      int colon = link.indexOf(':');
      String name = colon < 0 ? link : link.substring(0, colon);
      options.add(new EndpointOption.Link(name, colon < 0 ? link : link.substring(colon + 1)));
    }
  }

  private void link(EndpointSettings asked) {
    for (String text : present(asked.macAddress())) {
      options.add(new EndpointOption.Mac(parse("MAC address", text, MacAddress::parse)));
    }
    Integer priority = asked.gwPriority();
    if (priority != null && priority != 0) {
      options.add(new EndpointOption.GatewayPriority(priority));
    }
  }

  private void driver(String key, String value) {
    switch (key) {
      case NAME_INSIDE -> options.add(EndpointOption.NameInside.of(value));
      case SYSCTLS -> COMMA.splitAsStream(value).forEach(this::sysctl);
      default -> ofDriver.put(key, value);
    }
  }

  private void sysctl(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new NetworkException.InvalidParameter(
          "invalid interface sysctl '%s': expected key=value".formatted(text));
    }
    options.add(
        new EndpointOption.Sysctl(
            new InterfaceSysctl(text.substring(0, equals), text.substring(equals + 1))));
  }

  static <T> T parse(String what, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw new NetworkException.InvalidParameter(
          "invalid %s '%s': %s".formatted(what, text, wrong.getMessage()), wrong);
    }
  }

  private static List<String> present(@Nullable String... texts) {
    List<String> present = new ArrayList<>();
    for (String text : texts) {
      if (text != null && !text.isEmpty()) {
        present.add(text);
      }
    }
    return present;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
