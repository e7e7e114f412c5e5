package io.libnetwork.reconcile;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteTable;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is in one namespace: its links, their addresses, and the routes of its main table.
///
/// It may be older than it looks by the time it is compared. So what seems to be wrong is looked at
/// again when nothing can change any more.
///
/// @param links by their numbers
public record Picture(
    Map<Ifindex, LinkView> links, List<LinkAddress> addresses, List<Route> routes) {

  public Picture {
    links = Map.copyOf(links);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
  }

  /// Takes one of a namespace: a dump each.
  ///
  /// @param families whose routes are of interest
  public static Picture take(Rtnetlink rtnetlink, Set<IpFamily> families) {
    return take(rtnetlink, families, rtnetlink.list(Links.views()));
  }

  /// As [#take(Rtnetlink, Set)], of some links alone: one exchange in place of a dump.
  ///
  /// @param indexes those that are gone are not in the picture
  public static Picture take(
      Rtnetlink rtnetlink, Set<IpFamily> families, Collection<Ifindex> indexes) {
    NetlinkBatch batch = rtnetlink.batch();
    List<Reply<LinkView>> replies =
        indexes.stream().map(index -> batch.add(Links.view(index))).toList();
    batch.trySend();
    return take(
        rtnetlink,
        families,
        replies.stream().filter(reply -> reply.failure().isEmpty()).map(Reply::get).toList());
  }

  private static Picture take(Rtnetlink rtnetlink, Set<IpFamily> families, List<LinkView> links) {
    List<LinkAddress> addresses = rtnetlink.list(Addresses.list());
    List<Route> routes = new ArrayList<>();
    families.forEach(family -> routes.addAll(routes(rtnetlink, family)));
    return of(links, addresses, routes);
  }

  /// A namespace that never had a route of a family has no table of it yet.
  private static List<Route> routes(Rtnetlink rtnetlink, IpFamily family) {
    try {
      return rtnetlink.list(Routes.list(family, RouteTable.MAIN));
    } catch (NetlinkException refused) {
      if (refused.errno().equals(Errno.ENOENT)) {
        return List.of();
      }
      throw refused;
    }
  }

  /// One of what is known already.
  public static Picture of(
      Collection<LinkView> links, List<LinkAddress> addresses, List<Route> routes) {
    Map<Ifindex, LinkView> byNumber = new HashMap<>();
    links.forEach(link -> byNumber.put(link.link().index(), link));
    return new Picture(byNumber, addresses, routes);
  }

  /// A link by its number.
  public Optional<LinkView> link(Ifindex index) {
    return Optional.ofNullable(links.get(index));
  }

  /// A link by its name.
  public Optional<LinkView> link(String name) {
    return links.values().stream().filter(view -> view.link().name().equals(name)).findFirst();
  }
}
