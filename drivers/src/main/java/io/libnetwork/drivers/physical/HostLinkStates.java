package io.libnetwork.drivers.physical;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.drivers.physical.LinkRecord.KeptAddress;
import io.libnetwork.drivers.physical.LinkRecord.KeptRoute;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
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
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;
import io.libnetwork.linux.rtnetlink.RouteTable;
import io.libnetwork.linux.rtnetlink.RouteType;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a link of the host is: read before it is moved, and given back to it.
record HostLinkStates(Host host) {

  private static final Logger LOG = LoggerFactory.getLogger(HostLinkStates.class);

  /// What the kernel makes by itself, or a router tells it.
  private static final Set<RouteProtocol> BY_ITSELF =
      Set.of(RouteProtocol.KERNEL, RouteProtocol.RA, RouteProtocol.REDIRECT);

  /// The kernel adds the others by itself.
  private static final Set<AddressFlag> ASKED_FOR =
      Set.of(
          AddressFlag.NODAD,
          AddressFlag.HOMEADDRESS,
          AddressFlag.MANAGETEMPADDR,
          AddressFlag.NOPREFIXROUTE,
          AddressFlag.MCAUTOJOIN);

  LinkRecord read(EndpointId endpoint, Link link) {
    return new LinkRecord(
        endpoint,
        link.name(),
        link.mac(),
        link.mtu(),
        link.transmitQueue(),
        link.up(),
        link.group().value(),
        link.alias(),
        addresses(link.index()),
        routes(link.index()),
        new LinkParameters(host).read(link.name()));
  }

  private List<KeptAddress> addresses(Ifindex link) {
    return host.rtnetlink().list(Addresses.list(link)).stream()
        .filter(address -> address.flags().contains(AddressFlag.PERMANENT))
        .filter(address -> !bySelf(address))
        .map(HostLinkStates::kept)
        .toList();
  }

  /// The link-local address that a link makes for itself.
  private static boolean bySelf(LinkAddress address) {
    return address.address().address() instanceof Ipv6Address v6 && v6.linkLocal();
  }

  private static KeptAddress kept(LinkAddress address) {
    Set<AddressFlag> asked =
        address.flags().stream()
            .filter(ASKED_FOR::contains)
            .collect(Collectors.toUnmodifiableSet());
    return new KeptAddress(address.address(), address.scope().value(), address.broadcast(), asked);
  }

  private static LinkAddress address(Ifindex link, KeptAddress kept) {
    LinkAddress address =
        LinkAddress.of(link, kept.address())
            .withScope(new Scope(kept.scope()))
            .with(kept.flags().toArray(AddressFlag[]::new));
    return kept.broadcast().map(address::withBroadcast).orElse(address);
  }

  /// Those without a gateway first: by them gateways are reached.
  private List<KeptRoute> routes(Ifindex link) {
    List<KeptRoute> routes = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      host.rtnetlink().list(Routes.list(family, RouteTable.MAIN)).stream()
          .filter(route -> route.link().equals(Optional.of(link)))
          .filter(route -> route.type() == RouteType.UNICAST)
          .filter(route -> !BY_ITSELF.contains(route.protocol()))
          .map(HostLinkStates::kept)
          .sorted(Comparator.comparing(route -> route.gateway().isPresent()))
          .forEach(routes::add);
    }
    return routes;
  }

  private static KeptRoute kept(Route route) {
    return new KeptRoute(
        route.destination(), route.gateway(), route.source(), route.metric(), route.onLink());
  }

  /// Gives a link its name back, which may be another's by now: then it keeps the one it has.
  ///
  /// @return the link with the name it has then
  /// @throws NetlinkException if the kernel refuses for another reason; that can be tried again
  Link named(Link link, InterfaceName name) {
    if (link.name().equals(name.value())) {
      return link;
    }
    NetlinkBatch batch = host.rtnetlink().batch();
    batch.add(Links.down(link.index()));
    Reply<Void> renamed = batch.add(Links.change(link.index(), LinkSetting.name(name)));
    batch.trySend();
    renamed
        .failure()
        .ifPresent(refused -> {
          if (!refused.errno().equals(Errno.EEXIST)) {
            throw refused;
          }
          LOG.warn(
              "the host has another link {} by now: the one that comes back is called {}",
              name,
              link.name());
        });
    return host.rtnetlink().get(Links.get(link.index()));
  }

  /// The mark goes with the last of it. What else is refused is told, and the rest is done.
  ///
  /// @throws NetlinkException if the mark cannot be taken off; that can be tried again
  void restore(Link link, LinkRecord record) {
    Ifindex index = link.index();
    restoreParameters(link, record);
    List<NetlinkRequest<Void>> requests = new ArrayList<>();
    if (!link.mac().equals(record.mac())) {
      record.mac().ifPresent(mac -> requests.add(Links.change(index, LinkSetting.mac(mac))));
    }
    requests.add(Links.change(index, LinkSetting.mtu(record.mtu())));
    requests.add(Links.change(index, LinkSetting.transmitQueue(record.queue())));
    requests.add(Links.change(index, LinkSetting.group(new LinkGroup(record.group()))));
    record.addresses().forEach(address -> requests.add(Addresses.replace(address(index, address))));
    requests.add(record.up() ? Links.up(index) : Links.down(index));
    if (record.up()) {
      record.routes().forEach(route -> requests.add(Routes.replace(route(index, route))));
    }
    send(record, requests);
    host.rtnetlink().execute(Links.change(index, LinkSetting.alias(record.alias().orElse(""))));
  }

  private void restoreParameters(Link link, LinkRecord record) {
    try {
      new LinkParameters(host).restore(link.name(), record.parameters());
    } catch (SystemCallException refused) {
      LOG.warn("link {} does not have all its parameters again", record.name(), refused);
    }
  }

  private void send(LinkRecord record, List<NetlinkRequest<Void>> requests) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> replies = requests.stream().map(batch::add).toList();
    batch.trySend();
    replies.forEach(reply -> reply.failure().ifPresent(refused -> told(record, refused)));
  }

  private static void told(LinkRecord record, NetlinkException refused) {
    if (!refused.errno().equals(Errno.EEXIST)) {
      LOG.warn("link {} is not all that it was: {}", record.name(), refused.getMessage());
    }
  }

  private static Route route(Ifindex link, KeptRoute kept) {
    Route route = Route.connected(kept.destination(), link).withProtocol(RouteProtocol.STATIC);
    if (kept.gateway().isPresent()) {
      route = Route.via(kept.destination(), kept.gateway().get()).withLink(link);
    }
    if (kept.source().isPresent()) {
      route = route.withSource(kept.source().get());
    }
    if (kept.metric().isPresent()) {
      route = route.withMetric(kept.metric().getAsInt());
    }
    return kept.onLink() ? route.withOnLink() : route;
  }
}
