package io.libnetwork.drivers.ptp;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Neighbour;
import io.libnetwork.linux.rtnetlink.Neighbours;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Scope;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.spi.JoinRequest;
import java.util.ArrayList;
import java.util.List;

/// The two ends of an endpoint's interface, of which the host's leads nowhere but to the container.
///
/// @param outside the host's end
/// @param inside the container's end
record RoutedPair(Ifindex outside, Ifindex inside) {

  private static final InterfaceAddress LINK_LOCAL = InterfaceAddress.parse("fe80::1/64");

  /// Makes a pair: the container's end is born in the sandbox's namespace under its final name and
  /// with its final MAC address. Routes and neighbours need the link's number, so they go with a
  /// second exchange, in which the link is also marked before it is up: until then the firewall
  /// would not know it.
  ///
  /// @param mtu of both ends
  static RoutedPair create(Host host, PtpEndpoint endpoint, JoinRequest request, int mtu) {
    Rtnetlink rtnetlink = host.rtnetlink();
    Link made = add(host, endpoint, request, mtu);
    try {
      host.interfaceSysctls().write(endpoint.parameters());
      open(host, endpoint, made.index());
      return new RoutedPair(made.index(), made.parent().orElseThrow());
    } catch (RuntimeException failure) {
      removeAgain(rtnetlink, made.index(), failure);
      throw failure;
    }
  }

  private static Link add(Host host, PtpEndpoint endpoint, JoinRequest request, int mtu) {
    Veth pair =
        Veth.to(
            request.name(),
            LinkSetting.mac(endpoint.mac()),
            LinkSetting.mtu(mtu),
            LinkSetting.in(request.namespace()));
    NetlinkBatch batch = host.rtnetlink().batch();
    host.namespaceNumbers().number(batch, request.namespace());
    Reply<Void> added =
        batch.add(
            Links.add(
                LinkSpec.of(
                    endpoint.outsideName(),
                    pair,
                    LinkSetting.mtu(mtu),
                    LinkSetting.group(Mark.unmarked(host)))));
    Reply<Link> made = batch.add(Links.get(endpoint.outsideName()));
    batch.trySend();
    added
        .failure()
        .ifPresent(refused -> {
          throw translate(endpoint, request.name(), refused);
        });
    return made.get();
  }

  /// The host knows the container's MAC address beforehand, so it never has to ask for it, and an
  /// entry without an end does not count against the kernel's limit of those it has learnt
  /// (`gc_thresh3` in arp(7), 1,024 for all namespaces together).
  private static void open(Host host, PtpEndpoint endpoint, Ifindex outside) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    changes.add(batch.add(marking(host, endpoint, outside)));
    addresses(endpoint, outside).forEach(address -> changes.add(batch.add(Addresses.add(address))));
    changes.add(batch.add(Links.up(outside)));
    List<Reply<Void>> routed = new ArrayList<>();
    routes(endpoint, outside).forEach(route -> routed.add(batch.add(Routes.add(route))));
    neighbours(endpoint, outside)
        .forEach(known -> changes.add(batch.add(Neighbours.replace(known))));
    batch.trySend();
    changes.forEach(Reply::require);
    routed.forEach(route -> requireRouted(endpoint, route));
  }

  private static NetlinkRequest<Void> marking(Host host, PtpEndpoint endpoint, Ifindex outside) {
    String mark = Mark.endpoint(host, endpoint.spec().id(), PtpDriver.NAME).text();
    return Links.change(
        outside,
        LinkSetting.alias(mark),
        LinkSetting.group(endpoint.network().hub().group()),
        LinkSetting.addressGeneration(false));
  }

  /// Somebody else may have led the address elsewhere.
  private static void requireRouted(PtpEndpoint endpoint, Reply<Void> route) {
    route
        .failure()
        .ifPresent(refused -> {
          throw refused.errno().equals(Errno.EEXIST) ? routed(endpoint) : refused;
        });
  }

  /// Makes the host's end of a pair that was found what it should be.
  static void openAgain(Host host, PtpEndpoint endpoint, Ifindex outside, int mtu) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    changes.add(batch.add(Links.change(outside, LinkSetting.mtu(mtu))));
    changes.add(batch.add(marking(host, endpoint, outside)));
    changes.add(batch.add(Links.up(outside)));
    addresses(endpoint, outside).forEach(address -> changes.add(batch.add(Addresses.add(address))));
    routes(endpoint, outside).forEach(route -> changes.add(batch.add(Routes.add(route))));
    neighbours(endpoint, outside)
        .forEach(known -> changes.add(batch.add(Neighbours.replace(known))));
    batch.trySend();
    for (Reply<Void> change : changes) {
      change
          .failure()
          .filter(refused -> !refused.errno().equals(Errno.EEXIST))
          .ifPresent(refused -> {
            throw refused;
          });
    }
  }

  /// What the host's end has of its own: nothing in IPv4, where a host answers on every link for
  /// all of its addresses, and the gateway in IPv6, where it answers for those of the link alone. A
  /// link-local one is what it would ask by for the container, whose MAC address somebody may have
  /// made it forget.
  static List<LinkAddress> addresses(PtpEndpoint endpoint, Ifindex outside) {
    if (endpoint.spec().address(IpFamily.V6).isEmpty()) {
      return List.of();
    }
    IpAddress gateway = endpoint.network().plan().gateway(IpFamily.V6);
    return List.of(
        LinkAddress.of(outside, LINK_LOCAL).withScope(Scope.LINK).with(AddressFlag.NODAD),
        LinkAddress.of(outside, new InterfaceAddress(gateway, IpFamily.V6.bits()))
            .with(AddressFlag.NODAD)
            .with(AddressFlag.NOPREFIXROUTE));
  }

  /// What leads to the container: its addresses alone.
  static List<Route> routes(PtpEndpoint endpoint, Ifindex outside) {
    return endpoint.spec().addresses().stream()
        .map(address -> route(endpoint, address, outside))
        .toList();
  }

  private static Route route(PtpEndpoint endpoint, InterfaceAddress own, Ifindex outside) {
    IpPrefix alone = IpPrefix.containing(own.address(), own.family().bits());
    IpAddress source = endpoint.network().plan().gateway(own.family());
    return Route.connected(alone, outside).withSource(source);
  }

  /// Tells the host again which MAC address the container has: it forgets that with a link that was
  /// down.
  static void makeKnown(Host host, PtpEndpoint endpoint, Ifindex outside) {
    NetlinkBatch batch = host.rtnetlink().batch();
    neighbours(endpoint, outside).forEach(known -> batch.add(Neighbours.replace(known)));
    batch.send();
  }

  private static List<Neighbour> neighbours(PtpEndpoint endpoint, Ifindex outside) {
    MacAddress mac = endpoint.mac();
    return endpoint.spec().addresses().stream()
        .map(own -> Neighbour.permanent(outside, own.address(), mac))
        .toList();
  }

  private static RuntimeException translate(
      PtpEndpoint endpoint, InterfaceName inside, NetlinkException refused) {
    return refused.errno().equals(Errno.EEXIST) ? taken(endpoint, inside) : refused;
  }

  static NetworkException.Conflict taken(PtpEndpoint endpoint, InterfaceName inside) {
    return new NetworkException.Conflict(
        "endpoint %s: there is an interface %s in the sandbox, or %s on the host, already; choose another name"
            .formatted(endpoint.spec().name(), inside, endpoint.outsideName()));
  }

  private static NetworkException.Conflict routed(PtpEndpoint endpoint) {
    return new NetworkException.Conflict(
        "endpoint %s: the host has a route to one of %s already; remove it"
            .formatted(endpoint.spec().name(), endpoint.spec().addresses()));
  }

  private static void removeAgain(Rtnetlink rtnetlink, Ifindex link, RuntimeException failure) {
    try {
      rtnetlink.remove(Links.delete(link));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }
}
