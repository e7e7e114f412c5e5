package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a [PublishedPort] is written and read.
final class PublishedPortText {

  private static final String FROM = " from ";

  private PublishedPortText() {}

  static String of(PublishedPort port) {
    StringBuilder text = new StringBuilder();
    port.hostAddress().ifPresent(address -> text.append(bracketed(address)).append(':'));
    port.hostPorts().ifPresent(text::append);
    if (port.hostPorts().isPresent() || port.hostAddress().isPresent()) {
      text.append(':');
    }
    text.append(port.containerPorts()).append('/').append(port.protocol());
    if (!port.sources().isEmpty()) {
      text.append(FROM).append(joined(port.sources()));
    }
    return text.toString();
  }

  static PublishedPort parse(String text) {
    try {
      return parseParts(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "malformed published port \"%s\": %s".formatted(text, malformed.getMessage()), malformed);
    }
  }

  private static PublishedPort parseParts(String text) {
    int from = text.indexOf(FROM);
    String ports = from < 0 ? text : text.substring(0, from);
    Set<IpPrefix> sources = from < 0 ? Set.of() : prefixes(text.substring(from + FROM.length()));
    int slash = ports.indexOf('/');
    Protocol protocol = slash < 0 ? Protocol.TCP : Protocol.parse(ports.substring(slash + 1));
    String places = slash < 0 ? ports : ports.substring(0, slash);
    int last = places.lastIndexOf(':');
    PortRange container = PortRange.parse(places.substring(last + 1));
    if (last < 0) {
      return new PublishedPort(protocol, container, Optional.empty(), Optional.empty(), sources);
    }
    String host = places.substring(0, last);
    int colon = host.lastIndexOf(':');
    String hostPorts = host.substring(colon + 1);
    return new PublishedPort(
        protocol,
        container,
        colon < 0 ? Optional.empty() : Optional.of(address(host.substring(0, colon))),
        colon >= 0 && hostPorts.isEmpty()
            ? Optional.empty()
            : Optional.of(PortRange.parse(hostPorts)),
        sources);
  }

  /// An IPv6 address stands in brackets, or nobody could tell where it ends.
  private static IpAddress address(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    IpAddress address = IpAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
    if (bracketed != (address.family() == IpFamily.V6)) {
      throw new IllegalArgumentException(
          "malformed host address \"%s\": expected %s".formatted(text, bracketed(address)));
    }
    return address;
  }

  private static String bracketed(IpAddress address) {
    return switch (address.family()) {
      case V4 -> address.toString();
      case V6 -> "[" + address + "]";
    };
  }

  private static Set<IpPrefix> prefixes(String text) {
    return Stream.of(text.split(",", -1)).map(IpPrefix::parse).collect(Collectors.toSet());
  }

  private static String joined(Set<IpPrefix> prefixes) {
    return new TreeSet<>(prefixes)
        .stream().map(IpPrefix::toString).collect(Collectors.joining(","));
  }
}
