package io.libnetwork.reconcile;

import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteTable;
import io.libnetwork.linux.rtnetlink.RouteType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The smallest list of actions that makes a link what it should be. It asks nothing of the kernel.
///
/// What is there besides, as addresses that a container gave itself, is not ours and never in the
/// list. The order is the one the kernel needs: what takes addresses or routes away comes before
/// those are added, and "up" before routes.
public final class Comparison {

  private final WantedLink wanted;
  private final LinkView actual;
  private final Picture picture;
  private final List<Action> actions = new ArrayList<>();

  private Comparison(WantedLink wanted, LinkView actual, Picture picture) {
    this.wanted = wanted;
    this.actual = actual;
    this.picture = picture;
  }

  /// Compares.
  ///
  /// @param actual the link that is known to be the wanted one
  /// @param picture of its namespace
  /// @return empty when there is nothing to do
  public static List<Action> of(WantedLink wanted, LinkView actual, Picture picture) {
    Comparison comparison = new Comparison(wanted, actual, picture);
    comparison.compareParameters();
    comparison.compareLink();
    comparison.comparePort();
    comparison.compareAddresses();
    comparison.wanted.routes().forEach(comparison::compareRoute);
    return List.copyOf(comparison.actions);
  }

  /// First, because an address of IPv6 is refused where that is off.
  private void compareParameters() {
    new TreeMap<>(wanted.parameters())
        .forEach((parameter, value) -> {
          Integer present = actual.parameters().get(parameter);
          if (present != null && !present.equals(value)) {
            actions.add(new Action.Parameter(wanted.setting(parameter), present.toString()));
          }
        });
  }

  private void compareLink() {
    Link link = actual.link();
    if (!link.name().equals(wanted.name().value())) {
      actions.add(new Action.Rename(link, wanted.name()));
    }
    if (wanted.mtu().isPresent() && wanted.mtu().getAsInt() != link.mtu()) {
      actions.add(new Action.Mtu(link, wanted.mtu().getAsInt()));
    }
    wanted
        .mac()
        .filter(mac -> !link.mac().filter(mac::equals).isPresent())
        .ifPresent(mac -> actions.add(new Action.Mac(link, mac)));
    wanted
        .group()
        .filter(group -> !group.equals(link.group()))
        .ifPresent(group -> actions.add(new Action.Regroup(link, group)));
    if (!link.up()) {
      actions.add(new Action.Up(link));
    }
  }

  /// A link that is plugged in anew has none of the options it had.
  private void comparePort() {
    wanted
        .plug()
        .ifPresent(plug -> {
          boolean plugged = actual.link().master().filter(plug.bridge()::equals).isPresent();
          if (!plugged) {
            actions.add(new Action.Plug(actual.link(), plug.bridge(), plug.name()));
          }
          new TreeMap<>(plug.options())
              .forEach((option, value) -> {
                OptionalInt present =
                    plugged && actual.port().isPresent()
                        ? actual.port().get().value(option)
                        : OptionalInt.of(0);
                if (present.isPresent() && present.getAsInt() != value) {
                  actions.add(
                      new Action.PortOption(
                          actual.link(), option.value(value), present.getAsInt()));
                }
              });
        });
  }

  private void compareAddresses() {
    for (LinkAddress address : wanted.addresses()) {
      boolean there =
          picture.addresses().stream()
              .anyMatch(other ->
                  other.link().equals(actual.link().index())
                      && other.address().equals(address.address()));
      if (!there) {
        actions.add(new Action.Address(actual.link(), address));
      }
    }
  }

  private void compareRoute(Route route) {
    Route inItsPlace = null;
    for (Route other : picture.routes()) {
      if (samePlace(route, other)) {
        if (same(route, other)) {
          return;
        }
        inItsPlace = other;
      }
    }
    actions.add(
        inItsPlace == null
            ? new Action.AddRoute(actual.link(), route)
            : new Action.KeepRoute(actual.link(), route, inItsPlace));
  }

  /// The kernel has one route at most of these, so that one keeps the other away.
  private static boolean samePlace(Route wanted, Route other) {
    return other.table().equals(RouteTable.MAIN)
        && other.destination().equals(wanted.destination())
        && RouteText.inPlaceOf(wanted, other);
  }

  private static boolean same(Route wanted, Route other) {
    return other.type() == wanted.type()
        && other.gateway().equals(wanted.gateway())
        && (wanted.type() != RouteType.UNICAST || other.link().equals(wanted.link()));
  }
}
