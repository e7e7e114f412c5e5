package io.libnetwork.drivers.uplink;

import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the host and the containers of a network reach each other, where that was asked for: an
/// interface of the host that is there while there are containers. Used under the network's lock.
final class HostShim {

  private final UplinkPlan plan;
  private final UplinkHost host;

  private volatile @Nullable Made made;
  private Removal leaving = Removal.done();

  /// The parent's addresses, from which the host speaks; read when the interface is made.
  private volatile List<InterfaceAddress> parents = List.of();

  /// @param parent the one it stands on
  record Made(Ifindex link, Ifindex parent) {}

  HostShim(UplinkPlan plan, UplinkHost host) {
    this.plan = plan;
    this.host = host;
  }

  /// Makes a double know what the live one has.
  void like(HostShim live) {
    made = live.made;
    parents = live.parents;
  }

  boolean wanted() {
    return plan.uplink().hostAccess().isPresent();
  }

  /// The interface, while there is one.
  Optional<Made> made() {
    return Optional.ofNullable(made);
  }

  /// Notes one that was found.
  void found(Ifindex link, Parent parent) {
    look(parent);
    made = new Made(link, parent.index());
  }

  /// Takes over one that was found, whatever it lacks.
  void restored(Ifindex link, Parent parent) {
    host.links().openShim(new ShimPlan(plan, parent.index()), link);
    found(link, parent);
  }

  /// @throws io.libnetwork.NetworkException.InvalidParameter where the host has no address to speak
  ///   from
  void requireSources(Parent parent) {
    if (!wanted()) {
      return;
    }
    look(parent);
    for (IpFamily family : plan.families()) {
      boolean speaks =
          plan.own(family).isPresent()
              || parents.stream().anyMatch(address -> address.family() == family);
      if (!speaks) {
        throw plan.invalid(
            "the host has no address of %s to speak to containers from: parent %s has none; give the host one of its own"
                .formatted(family, parent.name()));
      }
    }
  }

  /// Reads the parent's addresses anew.
  void look(Parent parent) {
    parents = addresses(parent);
  }

  /// Whether the parent has the addresses that were read last, as far as that makes a difference.
  boolean seemsAsBefore(Parent parent) {
    return !wanted() || addresses(parent).equals(parents);
  }

  private List<InterfaceAddress> addresses(Parent parent) {
    return host.host().rtnetlink().list(Addresses.list(parent.index())).stream()
        .filter(address -> !address.address().address().linkLocal())
        .filter(address -> !address.flags().contains(AddressFlag.DEPRECATED))
        .map(LinkAddress::address)
        .toList();
  }

  /// Lets the host reach an endpoint that has just been plugged in.
  void admit(UplinkEndpoint endpoint, Parent parent) {
    if (wanted()) {
      Made present = ready(parent);
      host.links().addRoutes(routes(endpoint, present.link()), endpoint.whose(), name());
    }
  }

  private Made ready(Parent parent) {
    Made present = made;
    return present != null && present.parent().equals(parent.index()) ? present : make(parent);
  }

  /// Makes the interface, where there is none on this parent.
  Made make(Parent parent) {
    Patience.await(leaving.announced(), "the former interface " + plan.shim());
    look(parent);
    Ifindex link = host.links().addShim(new ShimPlan(plan, parent.index()));
    Made now = new Made(link, parent.index());
    made = now;
    return now;
  }

  /// Lets the host reach an endpoint no more.
  ///
  /// @param last whether it was the last one
  Removal dismiss(UplinkEndpoint endpoint, boolean last) {
    Made present = made;
    if (present == null) {
      return Removal.done();
    }
    if (last) {
      return remove();
    }
    host.links().removeRoutes(routes(endpoint, present.link()), endpoint.whose(), name());
    return Removal.done();
  }

  /// Takes the interface away, if it is there.
  Removal remove() {
    Made present = made;
    if (present == null) {
      return Removal.done();
    }
    leaving = host.links().removeShim(new ShimPlan(plan, present.parent()), present.link());
    made = null;
    return leaving;
  }

  /// The routes of the host to an endpoint.
  List<Route> routes(UplinkEndpoint endpoint, Ifindex link) {
    List<Route> routes = new ArrayList<>();
    for (InterfaceAddress address : endpoint.spec().addresses()) {
      source(address)
          .ifPresent(source -> routes.add(ShimPlan.route(link, address.address(), source)));
    }
    return routes;
  }

  /// The routes of an endpoint to the host, where it would not look for it among its neighbours.
  List<SandboxRoute> routesInside(UplinkEndpoint endpoint) {
    List<SandboxRoute> routes = new ArrayList<>();
    if (wanted() && !plan.standing().routed()) {
      for (InterfaceAddress address : endpoint.spec().addresses()) {
        source(address).flatMap(host -> inside(address, host)).ifPresent(routes::add);
      }
    }
    return routes;
  }

  private Optional<SandboxRoute> inside(InterfaceAddress container, IpAddress source) {
    if (plan.own(source.family()).isPresent()) {
      return Optional.empty();
    }
    IpPrefix destination = IpPrefix.single(source);
    return switch (source.family()) {
      case V4 ->
          container.prefix().contains(source)
              ? Optional.empty()
              : Optional.of(SandboxRoute.direct(destination));
      case V6 -> Optional.of(SandboxRoute.via(destination, ShimPlan.linkLocal(plan)));
    };
  }

  /// The host's address that it speaks to a container from.
  private Optional<IpAddress> source(InterfaceAddress container) {
    return plan.own(container.family())
        .or(() -> ofParent(container, true))
        .or(() -> ofParent(container, false));
  }

  private Optional<IpAddress> ofParent(InterfaceAddress container, boolean near) {
    return parents.stream()
        .filter(address -> address.family() == container.family())
        .filter(address -> !near || address.prefix().contains(container.address()))
        .map(InterfaceAddress::address)
        .findFirst();
  }

  private String name() {
    return plan.shim().value();
  }
}
