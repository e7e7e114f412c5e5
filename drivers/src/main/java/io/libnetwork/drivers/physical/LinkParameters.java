package io.libnetwork.drivers.physical;

import io.libnetwork.Host;
import io.libnetwork.linux.Sysctl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The kernel parameters of a link that its owner may have set, see the kernel's `ip-sysctl`: a
/// link that changes its namespace begins with the usual ones there.
record LinkParameters(Host host) {

  /// What decides whether IPv6 is there at all comes first.
  private static final List<String> NAMES =
      List.of(
          "ipv6 disable_ipv6",
          "ipv6 accept_dad",
          "ipv6 accept_ra",
          "ipv6 accept_redirects",
          "ipv6 addr_gen_mode",
          "ipv6 autoconf",
          "ipv6 dad_transmits",
          "ipv6 forwarding",
          "ipv6 proxy_ndp",
          "ipv6 use_tempaddr",
          "ipv4 accept_local",
          "ipv4 accept_redirects",
          "ipv4 arp_announce",
          "ipv4 arp_filter",
          "ipv4 arp_ignore",
          "ipv4 forwarding",
          "ipv4 log_martians",
          "ipv4 proxy_arp",
          "ipv4 route_localnet",
          "ipv4 rp_filter",
          "ipv4 secure_redirects",
          "ipv4 send_redirects");

  Map<String, String> read(String link) {
    Map<String, String> found =
        Sysctl.findAll(
            host.namespaceThread(),
            host.namespace(),
            NAMES.stream().map(name -> key(link, name)).toList());
    Map<String, String> values = new TreeMap<>();
    for (String name : NAMES) {
      String value = found.get(key(link, name));
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  /// To be done before the link is up.
  void restore(String link, Map<String, String> values) {
    List<Sysctl.Setting> settings = new ArrayList<>();
    for (String name : NAMES) {
      String value = values.get(name);
      if (value != null) {
        settings.add(Sysctl.Setting.ifPresent(key(link, name), value));
      }
    }
    Sysctl.writeIfDifferent(host.namespaceThread(), host.namespace(), settings);
  }

  private static String key(String link, String name) {
    int space = name.indexOf(' ');
    return "net/%s/conf/%s/%s".formatted(name.substring(0, space), link, name.substring(space + 1));
  }
}
