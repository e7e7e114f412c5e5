package io.libnetwork.reconcile;

import io.libnetwork.Difference;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.BridgeVlan;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/// One step that makes the kernel more like what it should be, and the difference that it ends.
///
/// Most are one request to the kernel. Those that are not are for whoever owns the object: it alone
/// knows how to make it anew.
public sealed interface Action {

  /// What differs, for people.
  ///
  /// @param whose to what the object belongs
  Difference difference(Difference.Whose whose);

  /// What is asked of the kernel; empty where one request does not do it.
  default Optional<NetlinkRequest<Void>> request() {
    return Optional.empty();
  }

  /// An interface is gone, and is to be made anew.
  record Make(String link, String actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(Difference.Kind.LINK, whose, link, Difference.THERE, actual);
    }
  }

  /// Something of others is where our interface should be.
  record Yield(String link, String actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.LINK, whose, "interface " + link, "ours", actual, false);
    }
  }

  /// An interface that others have made and keep is gone: nothing is to be done before it is back.
  record Await(String link, String actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.LINK, whose, "interface " + link, "there, made by others", actual, false);
    }
  }

  /// A bridge's port is to take part in other VLANs.
  record Vlans(Link link, SortedSet<BridgeVlan> wanted, SortedSet<BridgeVlan> actual)
      implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(
          Difference.Kind.PORT, whose, link.name(), "VLANs " + wanted, "VLANs " + actual);
    }
  }

  /// An interface is to have its name again.
  record Rename(Link link, InterfaceName wanted) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(
          Difference.Kind.LINK, whose, wanted.value(), "named " + wanted, "named " + link.name());
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Links.change(link.index(), LinkSetting.name(wanted)));
    }
  }

  /// An interface is to be up.
  record Up(Link link) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(Difference.Kind.LINK, whose, link.name(), "up", "down");
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Links.up(link.index()));
    }
  }

  /// An interface is to have another MTU.
  record Mtu(Link link, int wanted) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(
          Difference.Kind.LINK, whose, link.name(), "MTU " + wanted, "MTU " + link.mtu());
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Links.change(link.index(), LinkSetting.mtu(wanted)));
    }
  }

  /// An interface is to have another MAC address.
  record Mac(Link link, MacAddress wanted) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      String actual = link.mac().map(mac -> "MAC address " + mac).orElse("without MAC address");
      return differing(Difference.Kind.LINK, whose, link.name(), "MAC address " + wanted, actual);
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Links.change(link.index(), LinkSetting.mac(wanted)));
    }
  }

  /// An interface is to be a port of its bridge.
  ///
  /// @param bridge the bridge's name
  record Plug(Link link, Ifindex wanted, String bridge) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      String actual =
          link.master().map(other -> "a port of link " + other).orElse("no bridge's port");
      return differing(Difference.Kind.PORT, whose, link.name(), "a port of " + bridge, actual);
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Links.change(link.index(), LinkSetting.master(wanted)));
    }
  }

  /// An option of a bridge's port is to have another value.
  record PortOption(Link link, BridgePortOption.Setting wanted, int actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      String option = wanted.option().name().toLowerCase(Locale.ROOT);
      return differing(
          Difference.Kind.PORT,
          whose,
          link.name(),
          option + " " + wanted.value(),
          option + " " + actual);
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(BridgePorts.change(link.index(), wanted));
    }
  }

  /// An interface is to have an address again.
  record Address(Link link, LinkAddress wanted) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.ADDRESS,
          whose,
          "address " + wanted.address() + " of " + link.name(),
          Difference.THERE,
          "missing",
          true);
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Addresses.add(wanted));
    }
  }

  /// A route is to be there again.
  record AddRoute(Link link, Route wanted) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.ROUTE, whose, text(link, wanted), Difference.THERE, "missing", true);
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Routes.add(wanted));
    }
  }

  /// Another route is where ours should be: whoever made it wants it so.
  record KeepRoute(Link link, Route wanted, Route actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.ROUTE,
          whose,
          text(link, wanted),
          Difference.THERE,
          "replaced by one "
              + actual
                  .gateway()
                  .map(gateway -> "via " + gateway)
                  .orElseGet(() -> "of type " + actual.type().name().toLowerCase(Locale.ROOT)),
          false);
    }
  }

  /// A kernel parameter is to have another value.
  record Parameter(Sysctl.Setting wanted, String actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.PARAMETER, whose, wanted.key(), wanted.value(), actual, true);
    }
  }

  /// The host is to forward packets of a family again.
  record Forward(IpFamily family, Sysctl.Setting wanted, String actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return new Difference(
          Difference.Kind.PARAMETER, whose, wanted.key(), wanted.value(), actual, true);
    }
  }

  /// An interface is to be in its group again, by which the firewall knows it.
  record Regroup(Link link, LinkGroup wanted) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(
          Difference.Kind.LINK,
          whose,
          link.name(),
          "in group " + wanted,
          "in group " + link.group());
    }

    @Override
    public Optional<NetlinkRequest<Void>> request() {
      return Optional.of(Links.change(link.index(), LinkSetting.group(wanted)));
    }
  }

  /// What limits an interface's bandwidth is to be made anew.
  record Limit(Link link, String wanted, String actual) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(Difference.Kind.TRAFFIC_CONTROL, whose, link.name(), wanted, actual);
    }
  }

  /// Something that bears our mark and belongs to nothing is to go.
  record Remove(Link link) implements Action {
    @Override
    public Difference difference(Difference.Whose whose) {
      return differing(
          Difference.Kind.LEFTOVER,
          whose,
          link.name(),
          "gone",
          "there, marked \"" + link.alias().orElse("") + "\"");
    }
  }

  private static Difference differing(
      Difference.Kind kind, Difference.Whose whose, String link, String wanted, String actual) {
    return new Difference(kind, whose, "interface " + link, wanted, actual, true);
  }

  private static String text(Link link, Route route) {
    String to = route.destination().length() == 0 ? "default" : route.destination().toString();
    String via = route.gateway().map(gateway -> " via " + gateway).orElse("");
    String scope = route.scope().equals(Scope.LINK) || route.link().isPresent() ? link.name() : "";
    return "route " + to + via + (scope.isEmpty() ? "" : " by " + scope);
  }
}
