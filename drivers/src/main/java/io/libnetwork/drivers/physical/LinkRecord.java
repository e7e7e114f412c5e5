package io.libnetwork.drivers.physical;

import io.libnetwork.EndpointId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a link was on the host before it was moved into a sandbox: what it is given back.
///
/// @param endpoint whose it is meanwhile
/// @param name the link's
/// @param mac empty where it has none of Ethernet
/// @param mtu in bytes
/// @param queue how many packets waited in it at most
/// @param up whether it was administratively up
/// @param group its number
/// @param alias its text
/// @param addresses those it was given; what the kernel or a router gave it comes by itself
/// @param routes those of the main table that somebody made, in an order in which they can be made
/// @param parameters kernel parameters of the link, see [LinkParameters], by their families and
///   names, as in `ipv4 rp_filter`
record LinkRecord(
    EndpointId endpoint,
    String name,
    Optional<MacAddress> mac,
    int mtu,
    int queue,
    boolean up,
    int group,
    Optional<String> alias,
    List<KeptAddress> addresses,
    List<KeptRoute> routes,
    Map<String, String> parameters) {

  private static final Pattern LINE = Pattern.compile("([a-z]+) (.*)");
  private static final HexFormat HEX = HexFormat.of();
  private static final String NONE = "-";

  LinkRecord {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /// An address that somebody gave it.
  ///
  /// @param flags those that are asked for, `IFA_F_*` in `linux/if_addr.h`
  record KeptAddress(
      InterfaceAddress address,
      int scope,
      Optional<Ipv4Address> broadcast,
      Set<AddressFlag> flags) {

    private static final Pattern PARTS = Pattern.compile("(\\S+) ([0-9]+) (\\S+)((?: [A-Z]+)*)");

    static KeptAddress parse(String text) {
      Matcher parts = PARTS.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("no address: " + text);
      }
      return new KeptAddress(
          InterfaceAddress.parse(parts.group(1)),
          Integer.parseInt(parts.group(2)),
          present(parts.group(3)).map(Ipv4Address::parse),
          Pattern.compile(" ")
              .splitAsStream(parts.group(4))
              .filter(word -> !word.isEmpty())
              .map(AddressFlag::valueOf)
              .collect(Collectors.toUnmodifiableSet()));
    }

    /// What [#parse] reads.
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append(address).append(' ').append(scope).append(' ');
      text.append(broadcast.map(Ipv4Address::toString).orElse(NONE));
      flags.stream().sorted().forEach(flag -> text.append(' ').append(flag.name()));
      return text.toString();
    }
  }

  private static Optional<String> present(String part) {
    return Optional.of(part).filter(text -> !text.equals(NONE));
  }

  /// A route of the main table.
  ///
  /// @param source the address that connections from the host got
  record KeptRoute(
      IpPrefix destination,
      Optional<IpAddress> gateway,
      Optional<IpAddress> source,
      OptionalInt metric,
      boolean onLink) {

    private static final Pattern PARTS =
        Pattern.compile("(\\S+) (\\S+) (\\S+) (\\S+) (true|false)");

    static KeptRoute parse(String text) {
      Matcher parts = PARTS.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("no route: " + text);
      }
      return new KeptRoute(
          IpPrefix.parse(parts.group(1)),
          present(parts.group(2)).map(IpAddress::parse),
          present(parts.group(3)).map(IpAddress::parse),
          present(parts.group(4))
              .map(metric -> OptionalInt.of(Integer.parseUnsignedInt(metric)))
              .orElse(OptionalInt.empty()),
          Boolean.parseBoolean(parts.group(5)));
    }

    /// What [#parse] reads.
    @Override
    public String toString() {
      return "%s %s %s %s %s"
          .formatted(
              destination,
              gateway.map(IpAddress::toString).orElse(NONE),
              source.map(IpAddress::toString).orElse(NONE),
              metric.isPresent() ? Integer.toUnsignedString(metric.getAsInt()) : NONE,
              onLink);
    }
  }

  /// As a file has it; the alias is anybody's text and is written as digits.
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("endpoint " + endpoint.value());
    lines.add("name " + name);
    mac.ifPresent(address -> lines.add("mac " + address));
    lines.add("mtu " + mtu);
    lines.add("queue " + queue);
    lines.add("up " + up);
    lines.add("group " + Integer.toUnsignedString(group));
    alias.ifPresent(
        words -> lines.add("alias " + HEX.formatHex(words.getBytes(StandardCharsets.UTF_8))));
    addresses.forEach(address -> lines.add("address " + address));
    routes.forEach(route -> lines.add("route " + route));
    parameters.forEach((key, value) -> lines.add("parameter " + key + " " + value));
    return String.join("\n", lines) + "\n";
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  static LinkRecord parse(String text) {
    Reading reading = new Reading();
    text.lines().forEach(reading::line);
    return reading.whole();
  }

  /// A record while it is read.
  private static final class Reading {

    private Optional<EndpointId> endpoint = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private Optional<String> alias = Optional.empty();
    private int mtu;
    private int queue;
    private int group;
    private boolean up;
    private final List<KeptAddress> addresses = new ArrayList<>();
    private final List<KeptRoute> routes = new ArrayList<>();
    private final Map<String, String> parameters = new TreeMap<>();

    void line(String line) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("no line of a link's record: " + line);
      }
      take(parts.group(1), parts.group(2));
    }

    private void take(String key, String value) {
      switch (key) {
        case "endpoint" -> endpoint = Optional.of(new EndpointId(value));
        case "name" -> name = Optional.of(value);
        case "mac" -> mac = Optional.of(MacAddress.parse(value));
        case "mtu" -> mtu = Integer.parseInt(value);
        case "queue" -> queue = Integer.parseInt(value);
        case "up" -> up = Boolean.parseBoolean(value);
        case "group" -> group = Integer.parseUnsignedInt(value);
        case "alias" ->
            alias = Optional.of(new String(HEX.parseHex(value), StandardCharsets.UTF_8));
        case "address" -> addresses.add(KeptAddress.parse(value));
        case "route" -> routes.add(KeptRoute.parse(value));
        case "parameter" -> parameter(value);
        default -> throw new IllegalArgumentException("no key of a link's record: " + key);
      }
    }

    private void parameter(String text) {
      int end = text.lastIndexOf(' ');
      if (end < 0) {
        throw new IllegalArgumentException("no parameter of a link: " + text);
      }
      parameters.put(text.substring(0, end), text.substring(end + 1));
    }

    LinkRecord whole() {
      return new LinkRecord(
          endpoint.orElseThrow(() -> missing("endpoint")),
          name.orElseThrow(() -> missing("name")),
          mac,
          mtu,
          queue,
          up,
          group,
          alias,
          addresses,
          routes,
          parameters);
    }

    private static IllegalArgumentException missing(String key) {
      return new IllegalArgumentException("a link's record without its " + key);
    }
  }
}
