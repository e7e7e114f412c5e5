package io.libnetwork.drivers.links;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Picture;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the host has now, and which of its links one driver has made: a few dumps, however many
/// there are.
public final class OwnLinks {

  private final Host host;
  private final Picture picture;
  private final Map<Mark, Map<String, LinkView>> marked = new HashMap<>();

  /// Looks.
  ///
  /// @param driver the driver's name, as its marks have it
  public OwnLinks(Host host, String driver) {
    this.host = host;
    this.picture = Picture.take(host.rtnetlink(), EnumSet.allOf(IpFamily.class));
    for (LinkView link : picture.links().values()) {
      Mark.of(host, link.link())
          .filter(mark -> mark.driver().filter(driver::equals).isPresent())
          .ifPresent(mark ->
              marked.computeIfAbsent(mark, _ -> new HashMap<>()).put(link.link().kind(), link));
    }
  }

  /// The host's links, addresses and routes.
  @SuppressWarnings("exports") // of a package that only drivers of this module see
  public Picture picture() {
    return picture;
  }

  /// All links of the host, whoever's they are.
  public Stream<Link> all() {
    return picture.links().values().stream().map(LinkView::link);
  }

  /// Those that the driver has made.
  public Stream<Link> own() {
    return marked.values().stream().flatMap(links -> links.values().stream()).map(LinkView::link);
  }

  /// A link by its mark. A mark is that of several where an endpoint's limits have a link of their
  /// own.
  public Optional<LinkView> marked(Mark mark, String kind) {
    return Optional.ofNullable(marked.getOrDefault(mark, Map.of()).get(kind));
  }

  /// What belongs to nothing. Who made one of these is through with it: an operation that makes one
  /// has claimed its id before, and one that removes it has the reaper do it.
  ///
  /// @param networks whether a network exists, or is about to
  /// @param endpoints whether an endpoint exists, or is about to
  public List<Difference> leftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return left(networks, endpoints).stream()
        .map(action -> action.difference(Whose.NOBODY))
        .toList();
  }

  private List<Action.Remove> left(Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    List<Action.Remove> left = new ArrayList<>();
    marked.forEach((mark, links) -> {
      boolean known =
          mark.network()
              .map(networks::test)
              .or(() -> mark.endpoint().map(endpoints::test))
              .orElse(true);
      if (!known) {
        links.values().stream()
            .map(LinkView::link)
            .filter(link -> !host.linkReaper().removing(link.index()))
            .forEach(link -> left.add(new Action.Remove(link)));
      }
    });
    return left;
  }

  /// Removes what is left over, and still is; as of [#leftovers].
  public Reconciliation removeLeftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    List<Reconciliation> done = new ArrayList<>();
    for (Action.Remove action : left(networks, endpoints)) {
      if (same(action.link())) {
        done.add(removed(action));
      }
    }
    return Reconciliation.all(done);
  }

  private Reconciliation removed(Action.Remove action) {
    Difference difference = action.difference(Whose.NOBODY);
    try {
      host.linkReaper().delete(action.link().index()).join();
      return Reconciliation.repaired(difference);
    } catch (RuntimeException failure) {
      return Reconciliation.failed(difference, failure);
    }
  }

  private boolean same(Link link) {
    return host.rtnetlink()
        .find(Links.get(link.index()))
        .filter(now -> now.alias().equals(link.alias()))
        .isPresent();
  }
}
