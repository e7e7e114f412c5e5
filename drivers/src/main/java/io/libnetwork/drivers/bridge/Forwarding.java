package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.reconcile.Action;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// That the host forwards packets, which networks with a way out need. Turned on by the first
/// network that needs it, and from then on the host forwards for our networks alone; what it was
/// asked to forward by others before is theirs.
final class Forwarding {

  private static final String ON = "1";
  private static final String OFF = "0";
  private final Host host;
  private final Set<IpFamily> known = ConcurrentHashMap.newKeySet();

  Forwarding(Host host) {
    this.host = host;
  }

  /// The parameters that have to be set for a network of these families. Before they are, the
  /// firewall is told whose forwarding it is.
  ///
  /// @throws NetworkException.Forbidden when that would end the host's own way out
  List<Sysctl.Setting> required(Collection<IpFamily> families, Firewall firewall) {
    Set<IpFamily> off = EnumSet.noneOf(IpFamily.class);
    for (IpFamily family : families) {
      if (!known.contains(family) && !on(family)) {
        off.add(family);
      }
    }
    if (off.isEmpty()) {
      return List.of();
    }
    if (off.contains(IpFamily.V6)) {
      requireNoLearnedRoute();
    }
    firewall.forwardForNobodyElse(off);
    return off.stream().map(family -> Sysctl.Setting.required(key(family), ON)).toList();
  }

  /// Notes that the parameters have been set.
  void done(Collection<IpFamily> families) {
    known.addAll(families);
  }

  /// The families in which the host does not forward.
  Set<IpFamily> off() {
    Set<IpFamily> off = EnumSet.noneOf(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      if (!Sysctl.find(host.namespaceThread(), host.namespace(), key(family))
          .equals(Optional.of(ON))) {
        off.add(family);
      }
    }
    return off;
  }

  /// That a family is to be forwarded.
  static Action wanted(IpFamily family) {
    return new Action.Forward(family, Sysctl.Setting.required(key(family), ON), OFF);
  }

  /// Turns on again what others have turned off, for our networks alone.
  void turnOn(Collection<IpFamily> families, Firewall firewall) {
    known.removeAll(families);
    Sysctl.write(host.namespaceThread(), host.namespace(), required(families, firewall));
    done(families);
  }

  private static String key(IpFamily family) {
    return switch (family) {
      case V4 -> "net/ipv4/ip_forward";
      case V6 -> "net/ipv6/conf/all/forwarding";
    };
  }

  /// Turns off what was turned on for our networks, when the last of them is gone.
  void turnOff(Set<IpFamily> families) {
    known.removeAll(families);
    List<Sysctl.Setting> settings =
        families.stream().map(family -> Sysctl.Setting.ifPresent(key(family), OFF)).toList();
    Sysctl.write(host.namespaceThread(), host.namespace(), settings);
  }

  private boolean on(IpFamily family) {
    return Sysctl.read(host.namespaceThread(), host.namespace(), key(family)).equals(ON);
  }

  /// A host that forwards IPv6 forgets the default routes it learned by router advertisements,
  /// unless the interface's `accept_ra` is 2.
  private void requireNoLearnedRoute() {
    for (Route route : host.rtnetlink().list(Routes.list(IpFamily.V6))) {
      boolean learned =
          route.destination().length() == 0 && route.protocol().equals(RouteProtocol.RA);
      if (learned && route.link().isPresent()) {
        requireKept(route.link().get());
      }
    }
  }

  private void requireKept(Ifindex link) {
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
