package io.libnetwork.plumbing;

import io.libnetwork.Announcement;
import io.libnetwork.Difference.Whose;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.Reconciliation;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteTable;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.Repair;
import io.libnetwork.reconcile.RouteText;
import io.libnetwork.spi.Notes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Work inside a namespace that is noted in place of being done. The namespace may be there, and is
/// then read, or only be planned. Used by one thread.
public final class NotedPlumbing implements Plumbing {

  private final Optional<NamespacePlumbing> live;
  private final Function<String, Optional<String>> host;
  private final Whose container;
  private final Notes notes;
  private boolean ipv6;

  /// Interfaces that were noted.
  private final Map<Ifindex, String> made = new HashMap<>();

  /// Kernel parameters that were noted.
  private final Map<String, String> written = new HashMap<>();

  /// The default routes that were noted.
  private final Map<IpFamily, String> defaults = new EnumMap<>(IpFamily.class);

  private NotedPlumbing(
      Optional<NamespacePlumbing> live,
      Function<String, Optional<String>> host,
      String container,
      Notes notes) {
    this.live = live;
    this.host = host;
    this.container = Whose.container(container);
    this.notes = notes;
    this.ipv6 = live.map(NamespacePlumbing::ipv6).orElse(false);
  }

  /// Of a namespace that is there; what is open in it stays the caller's to close.
  public static NotedPlumbing of(NamespacePlumbing live, String container, Notes notes) {
    return new NotedPlumbing(Optional.of(live), _ -> Optional.empty(), container, notes);
  }

  /// Of a namespace that would be made, as [NamespacePlumbing#create] makes it; notes that.
  ///
  /// @param host reads a kernel parameter of the host, which tells what parameters there are
  public static NotedPlumbing create(
      Function<String, Optional<String>> host, String container, Notes notes) {
    NotedPlumbing planned = new NotedPlumbing(Optional.empty(), host, container, notes);
    InterfaceParameters.OF_NEW_NAMESPACE.forEach(planned::write);
    planned.bringLoopbackUp();
    return planned;
  }

  @Override
  public void bringLoopbackUp() {
    if (inside().link(Ifindex.LOOPBACK).filter(view -> view.link().up()).isEmpty()) {
      note(PlannedStep.change(Kind.LINK, container, "interface lo", "up"));
    }
  }

  @Override
  public Set<String> linkNames() {
    return live.map(NamespacePlumbing::linkNames).orElse(Set.of());
  }

  @Override
  public boolean configure(InterfaceSetup setup) {
    String name = setup.name().value();
    made.put(setup.link(), name);
    String mac = setup.macAddress().map(own -> "with MAC address " + own).orElse("");
    note(PlannedStep.make(Kind.LINK, container, "interface " + name, mac));
    InterfaceParameters.of(setup, ours(), ipv6).forEach(this::write);
    ipv6 |= setup.has(IpFamily.V6);
    setup.sysctls().forEach(asked -> write(asked, name));
    InterfaceRequests.addresses(setup).forEach(address -> note(address, name));
    InterfaceRequests.routes(setup).forEach(route -> note(route, name));
    return true;
  }

  @Override
  public void complete(InterfaceSetup setup) {
    boolean _ = configure(setup);
  }

  @Override
  public void awaitReadiness(InterfaceSetup setup) {}

  @Override
  public Picture picture(Set<IpFamily> families, Collection<Ifindex> links) {
    return live.map(inside -> inside.picture(families, links))
        .orElseGet(() -> new Picture(Map.of(), List.of(), List.of()));
  }

  @Override
  public List<Action> differing(InterfaceSetup setup) {
    return live.map(inside -> inside.differing(setup)).orElse(List.of());
  }

  /// What differs is told by who examines it, and not rehearsed.
  @Override
  public Reconciliation carryOut(List<Repair.Step> steps) {
    return Reconciliation.NOTHING;
  }

  @Override
  public void setDefaultRoute(DefaultRoute route) {
    String link =
        Optional.ofNullable(made.get(route.link()))
            .or(() -> inside().link(route.link()).map(view -> view.link().name()))
            .orElse("link " + route.link());
    note(InterfaceRequests.defaultRoute(route), link);
  }

  @Override
  public void removeRefusals(List<SandboxRoute> routes) {
    for (Route refusal : InterfaceRequests.refusals(routes)) {
      note(PlannedStep.remove(Kind.ROUTE, container, RouteText.of("", refusal), ""));
    }
  }

  /// What is sent is nothing that stays.
  @Override
  public void announce(Announcer announcer, InterfaceSetup setup, Announcement announcement) {}

  /// With it goes whatever it has by now, also what the container has added. A default route that
  /// was passed on is not its own any more.
  @Override
  public void gone(Ifindex link) {
    Picture now = inside();
    now.link(link)
        .map(view -> view.link().name())
        .ifPresent(name -> {
          note(PlannedStep.remove(Kind.LINK, container, "interface " + name, ""));
          now.addresses().stream()
              .filter(address -> address.link().equals(link) && !automatic(address))
              .forEach(address ->
                  note(PlannedStep.remove(Kind.ADDRESS, container, text(address, name), "")));
          now.routes().stream()
              .filter(route -> route.link().filter(link::equals).isPresent() && told(route))
              .forEach(route ->
                  note(PlannedStep.remove(Kind.ROUTE, container, RouteText.of(name, route), "")));
        });
  }

  /// Nothing of a plan's own is open.
  @Override
  public void close() {}

  private boolean ours() {
    return live.map(NamespacePlumbing::ours).orElse(true);
  }

  private Picture inside() {
    return picture(EnumSet.allOf(IpFamily.class), List.of());
  }

  /// The kernel gives a link-local address to each interface that has IPv6; ours skip the detection
  /// of duplicates.
  private static boolean automatic(LinkAddress address) {
    return address.address().family() == IpFamily.V6
        && address.address().address().linkLocal()
        && !address.flags().contains(AddressFlag.NODAD);
  }

  private boolean told(Route route) {
    boolean handedOver =
        route.destination().length() == 0 && defaults.containsKey(route.destination().family());
    return !handedOver && !RouteText.automatic(route);
  }

  private void note(PlannedStep step) {
    notes.note(step);
  }

  private void note(LinkAddress address, String link) {
    note(PlannedStep.make(Kind.ADDRESS, container, text(address, link), ""));
  }

  private static String text(LinkAddress address, String link) {
    return "address " + address.address() + " of " + link;
  }

  /// There is one default route at most that ours would be in the place of.
  private void note(Route route, String link) {
    String text = RouteText.of(link, route);
    if (route.destination().length() > 0) {
      note(PlannedStep.make(Kind.ROUTE, container, text, ""));
      return;
    }
    IpFamily family = route.destination().family();
    Optional<String> before =
        Optional.ofNullable(defaults.put(family, text)).or(() -> defaultRoute(route));
    note(
        before.isPresent()
            ? PlannedStep.change(Kind.ROUTE, container, text, "in place of " + before.get())
            : PlannedStep.make(Kind.ROUTE, container, text, ""));
  }

  private Optional<String> defaultRoute(Route wanted) {
    Picture now = inside();
    return now.routes().stream()
        .filter(route -> route.destination().equals(wanted.destination()))
        .filter(
            route -> route.table().equals(RouteTable.MAIN) && RouteText.inPlaceOf(wanted, route))
        .findFirst()
        .map(route ->
            RouteText.of(
                route.link().flatMap(now::link).map(view -> view.link().name()).orElse(""), route));
  }

  private void write(InterfaceSysctl asked, String link) {
    String key = asked.pathFor(link);
    if (value(key).isEmpty() && host.apply(inherited(key)).isEmpty()) {
      String where = live.map(inside -> inside.id().toString()).orElse("its namespace");
      throw NamespacePlumbing.refusal(
          asked,
          new SystemCallException(
              "openat", "kernel parameter " + key + " of " + where, Errno.ENOENT));
    }
    write(Sysctl.Setting.required(key, asked.value()));
  }

  /// What has the value already is not changed.
  private void write(Sysctl.Setting setting) {
    Optional<String> before = value(setting.key());
    if (before.filter(setting.value()::equals).isEmpty()) {
      String from = before.map(value -> "from " + value + " ").orElse("");
      note(
          PlannedStep.change(
              Kind.PARAMETER, container, setting.key(), from + "to " + setting.value()));
    }
    written.put(setting.key(), setting.value());
  }

  /// What a parameter would be by now; empty where that is not known.
  private Optional<String> value(String key) {
    return Optional.ofNullable(written.get(key))
        .or(() -> Optional.ofNullable(written.get(inherited(key))))
        .or(() -> live.flatMap(inside -> inside.parameter(inherited(key))));
  }

  /// An interface that would be made begins with what is the default at that time.
  private String inherited(String key) {
    List<String> parts = new ArrayList<>(List.of(key.split("/", -1)));
    parts.replaceAll(part -> made.containsValue(part) ? "default" : part);
    return String.join("/", parts);
  }
}
