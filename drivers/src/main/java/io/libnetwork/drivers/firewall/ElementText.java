package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// How what is in our tables is told to people.
final class ElementText {

  /// The number of a link that is only planned: the kernel has not given it yet.
  private static final String UNKNOWN = "…";

  private ElementText() {}

  /// As in `table inet libnetwork`.
  static String of(Table table) {
    return "table " + table.family() + " " + table.name();
  }

  /// As in `map any4 of table inet libnetwork`.
  static String of(Definition definition) {
    return definition.kind() + " " + definition.name() + " of " + of(definition.table());
  }

  /// As in `tcp . 8080 : 10.1.0.2 . 80`.
  static String of(Element element) {
    String data = element.data().isEmpty() ? "" : " : " + text(element.data());
    return text(element.key()) + data;
  }

  private static String text(List<Component> components) {
    return components.stream().map(ElementText::text).collect(Collectors.joining(" . "));
  }

  /// What nftables numbers has names for people.
  private static String text(Component component) {
    return switch (component) {
      case Component.InetProto(Protocol protocol) -> protocol.toString();
      case Component.EtherType(IpFamily family) ->
          switch (family) {
            case V4 -> "ip";
            case V6 -> "ip6";
          };
      case Component.DevGroup(int group) ->
          Anchor.planned(group) ? UNKNOWN : Integer.toUnsignedString(group);
      case Component.NdTarget(Ipv6Address address) -> address.toString();
      case Component.Ifname _,
          Component.Address _,
          Component.Subnet _,
          Component.Ether _,
          Component.InetService _,
          Component.InetServices _,
          Component.ClassId _,
          Verdict _ ->
          component.toString();
    };
  }
}
