package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;
import io.libnetwork.linux.rtnetlink.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// That the host forwards packets, which networks with a way out need.
///
/// Turned on where it is off. The firewall drops what neither enters nor leaves a network of ours
/// only where we turned it on; that is the ports room's to complete.
final class Forwarding {

  private static final String IPV4 = "net/ipv4/ip_forward";
  private static final String IPV6 = "net/ipv6/conf/all/forwarding";
  private static final String ON = "1";

  private Forwarding() {}

  /// The parameters that turn it on.
  ///
  /// @throws NetworkException.Forbidden when that would end the host's own way out
  static List<Sysctl.Setting> required(Host host, Set<IpFamily> families) {
    List<Sysctl.Setting> settings = new ArrayList<>();
    if (families.contains(IpFamily.V4)) {
      settings.add(Sysctl.Setting.required(IPV4, ON));
    }
    if (families.contains(IpFamily.V6)) {
      if (!Sysctl.read(host.namespaceThread(), host.namespace(), IPV6).equals(ON)) {
        requireNoLearnedRoute(host);
      }
      settings.add(Sysctl.Setting.required(IPV6, ON));
    }
    return settings;
  }

  /// A host that forwards IPv6 forgets the default routes it learned by router advertisements,
  /// unless the interface's `accept_ra` is 2.
  private static void requireNoLearnedRoute(Host host) {
    for (Route route : host.rtnetlink().list(Routes.list(IpFamily.V6))) {
      boolean learned =
          route.destination().length() == 0 && route.protocol().equals(RouteProtocol.RA);
      if (learned && route.link().isPresent()) {
        requireKept(host, route.link().get());
      }
    }
  }

  private static void requireKept(Host host, Ifindex link) {
    String name = host.rtnetlink().get(Links.get(link)).name();
    String key = "net/ipv6/conf/" + name + "/accept_ra";
    if (!Sysctl.read(host.namespaceThread(), host.namespace(), key).equals("2")) {
      throw new NetworkException.Forbidden(
          "IPv6 forwarding is off, and to turn it on would end the host's IPv6 default route, which"
              + " interface "
              + name
              + " learned by router advertisement: first type sysctl -w "
              + key.replace('/', '.')
              + "=2");
    }
  }
}
