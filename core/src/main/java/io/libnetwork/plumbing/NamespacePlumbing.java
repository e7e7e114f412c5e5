package io.libnetwork.plumbing;

import io.libnetwork.Announcement;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.NetworkException;
import io.libnetwork.Reconciliation;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.linux.CreatedNamespace;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.PacketSocket;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.Repair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Work inside one namespace, by a netlink socket that is opened there once.
///
/// Safe for use by many threads, though its sandbox's lock makes changes take turns.
public final class NamespacePlumbing implements Plumbing {

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final InsideSocket inside;
  private final boolean ours;

  /// Whether an interface has brought IPv6.
  private volatile boolean ipv6;

  private final List<InterfaceAnnouncement> announcements = new CopyOnWriteArrayList<>();

  private NamespacePlumbing(
      NamespaceThread thread, NetworkNamespace namespace, InsideSocket inside, boolean ours) {
    this.ours = ours;
    this.thread = thread;
    this.namespace = namespace;
    this.inside = inside;
  }

  /// Makes a namespace bound at a path, with its loopback interface up, and opens the way into it.
  ///
  /// IPv6 is off in it until an interface brings it, and no router advertisement is heeded: every
  /// interface that comes later begins like this.
  public static CreatedNamespace<NamespacePlumbing> create(NamespaceThread thread, Path path) {
    CreatedNamespace<Rtnetlink> made =
        thread.createAt(
            path,
            () -> {
              Sysctl.writeInside(InterfaceParameters.OF_NEW_NAMESPACE);
              return Rtnetlink.open();
            });
    NamespacePlumbing plumbing =
        new NamespacePlumbing(thread, made.namespace(), InsideSocket.of(made.opened()), true);
    try {
      plumbing.bringLoopbackUp();
    } catch (RuntimeException failure) {
      plumbing.close();
      made.namespace().close();
      NetworkNamespace.delete(path);
      throw failure;
    }
    return new CreatedNamespace<>(made.namespace(), plumbing);
  }

  /// Opens the way into a namespace that somebody else made, which stays the caller's to close.
  public static NamespacePlumbing open(NamespaceThread thread, NetworkNamespace namespace) {
    return new NamespacePlumbing(
        thread, namespace, InsideSocket.of(Rtnetlink.open(thread, namespace)), false);
  }

  /// The way into a namespace that a former process had plumbed, opened when it is first used. IPv6
  /// may have come into it.
  ///
  /// @param ours whether it was made by [#create]
  public static NamespacePlumbing reopen(
      NamespaceThread thread, NetworkNamespace namespace, boolean ours) {
    NamespacePlumbing plumbing =
        new NamespacePlumbing(
            thread, namespace, new InsideSocket(() -> Rtnetlink.open(thread, namespace)), ours);
    plumbing.ipv6 = true;
    return plumbing;
  }

  private Rtnetlink rtnetlink() {
    return inside.get();
  }

  /// Whether it was made by [#create].
  boolean ours() {
    return ours;
  }

  /// Whether an interface has brought IPv6.
  boolean ipv6() {
    return ipv6;
  }

  NamespaceId id() {
    return namespace.id();
  }

  /// A kernel parameter of the namespace, where there is one.
  Optional<String> parameter(String key) {
    return Sysctl.find(thread, namespace, key).map(String::strip);
  }

  @Override
  public void bringLoopbackUp() {
    rtnetlink().execute(Links.up(Ifindex.LOOPBACK));
  }

  /// The names of all interfaces.
  @Override
  public Set<String> linkNames() {
    return rtnetlink().list(Links.list()).stream().map(Link::name).collect(Collectors.toSet());
  }

  /// Moves an interface in from the host under a new name.
  ///
  /// @return the interface's index inside
  public Ifindex moveIn(
      Rtnetlink host, NetworkNamespace inside, InterfaceName source, InterfaceName destination) {
    Ifindex waiting = host.get(Links.get(source)).index();
    host.execute(Links.change(waiting, LinkSetting.in(inside), LinkSetting.name(destination)));
    return rtnetlink().get(Links.get(destination)).index();
  }

  /// Gives an interface its kernel parameters, addresses and routes, and brings it up: one visit
  /// for the parameters, one exchange for the rest.
  ///
  /// The parameters come first, because an interface without IPv6 must have none from the moment it
  /// is up, and one with it must not wait for duplicate address detection nor heed router
  /// advertisements.
  ///
  /// @return whether packets pass already; otherwise [#awaitReadiness] waits for it
  @Override
  public boolean configure(InterfaceSetup setup) {
    List<Sysctl.Setting> parameters = InterfaceParameters.of(setup, ours, ipv6);
    if (setup.has(IpFamily.V6)) {
      ipv6 = true;
    }
    Sysctl.write(thread, namespace, parameters);
    setup.sysctls().forEach(asked -> write(asked, setup.name()));
    NetlinkBatch batch = rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    InterfaceRequests.of(setup).forEach(request -> changes.add(batch.add(request)));
    Readiness readiness = Readiness.ask(batch, setup.link(), ipv6Addresses(setup));
    batch.trySend();
    try {
      changes.forEach(Reply::require);
    } catch (RuntimeException failure) {
      int routes = setup.routes().size();
      removeMade(setup.routes(), changes.subList(changes.size() - routes, changes.size()));
      throw failure;
    }
    return readiness.reached();
  }

  /// Gives an interface that was configured before what it lacks of its addresses and routes. One
  /// that was left as it was is not changed. One that was not configured to its end, which its
  /// first address tells, gets its parameters too.
  @Override
  public void complete(InterfaceSetup setup) {
    List<Reply<Void>> changes = ask(setup);
    if (changes.getFirst().failure().filter(NamespacePlumbing::present).isEmpty()) {
      Sysctl.write(thread, namespace, InterfaceParameters.of(setup, ours, ipv6));
      setup.sysctls().forEach(asked -> write(asked, setup.name()));
      changes = ask(setup);
    }
    for (Reply<Void> change : changes) {
      change
          .failure()
          .filter(refused -> !present(refused))
          .ifPresent(refused -> {
            throw refused;
          });
    }
  }

  private static boolean present(NetlinkException refused) {
    return refused.errno().equals(Errno.EEXIST);
  }

  private List<Reply<Void>> ask(InterfaceSetup setup) {
    NetlinkBatch batch = rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    InterfaceRequests.of(setup).forEach(request -> changes.add(batch.add(request)));
    batch.trySend();
    return changes;
  }

  /// What is in the namespace now.
  ///
  /// @param families whose routes are of interest
  /// @param links those of interest; all where there are none
  @Override
  public Picture picture(Set<IpFamily> families, Collection<Ifindex> links) {
    return links.isEmpty()
        ? Picture.take(rtnetlink(), families)
        : Picture.take(rtnetlink(), families, links);
  }

  /// Makes interfaces what they should be.
  @Override
  public Reconciliation carryOut(List<Repair.Step> steps) {
    return new Repair(thread, namespace, rtnetlink()).carryOut(steps);
  }

  /// Kernel parameters that the caller asked for, and that are different by now: a visit for each.
  @Override
  public List<Action> differing(InterfaceSetup setup) {
    List<Action> differing = new ArrayList<>();
    for (InterfaceSysctl asked : setup.sysctls()) {
      String key = asked.pathFor(setup.name().value());
      Sysctl.find(thread, namespace, key)
          .map(String::strip)
          .filter(actual -> !words(actual).equals(words(asked.value())))
          .ifPresent(actual ->
              differing.add(
                  new Action.Parameter(Sysctl.Setting.required(key, asked.value()), actual)));
    }
    return differing;
  }

  /// The kernel separates several numbers by tabs.
  private static List<String> words(String value) {
    return List.of(value.strip().split("\\s+"));
  }

  /// Only what this interface has brought: one that was refused because it was there is another's.
  private void removeMade(List<SandboxRoute> routes, List<Reply<Void>> replies) {
    List<SandboxRoute> made = new ArrayList<>();
    for (int i = 0; i < routes.size(); i++) {
      if (replies.get(i).failure().isEmpty()) {
        made.add(routes.get(i));
      }
    }
    removeRefusals(made);
  }

  /// Waits until an interface that is up sends what it is given, and takes what is sent to it.
  @Override
  public void awaitReadiness(InterfaceSetup setup) {
    Readiness.await(rtnetlink(), setup.link(), ipv6Addresses(setup));
  }

  private static List<IpAddress> ipv6Addresses(InterfaceSetup setup) {
    return setup.addresses().stream()
        .map(InterfaceAddress::address)
        .filter(Ipv6Address.class::isInstance)
        .toList();
  }

  /// Makes a default route the one of its family.
  @Override
  public void setDefaultRoute(DefaultRoute route) {
    rtnetlink().execute(Routes.replace(InterfaceRequests.defaultRoute(route)));
  }

  private void write(InterfaceSysctl asked, InterfaceName name) {
    try {
      String key = asked.pathFor(name.value());
      Sysctl.write(thread, namespace, List.of(Sysctl.Setting.required(key, asked.value())));
    } catch (SystemCallException refused) {
      throw refusal(asked, refused);
    }
  }

  /// What a caller is told whose parameter the kernel refuses.
  static NetworkException refusal(InterfaceSysctl asked, SystemCallException refused) {
    return new NetworkException.InvalidParameter(
        "invalid interface sysctl "
            + asked.key()
            + "="
            + asked.value()
            + ": the kernel "
            + (refused.errno().equals(Errno.ENOENT) ? "has none of that name" : "refuses it")
            + ", see "
            + refused.getMessage(),
        refused);
  }

  /// Takes the routes away that do not go with their interface, because they lead by none.
  @Override
  public void removeRefusals(List<SandboxRoute> routes) {
    NetlinkBatch batch = rtnetlink().batch();
    InterfaceRequests.removals(routes).forEach(batch::add);
    batch.trySend();
  }

  /// Announces an interface's addresses to its neighbours.
  @Override
  public void announce(Announcer announcer, InterfaceSetup setup, Announcement announcement) {
    if (announcement.count() == 0 || setup.macAddress().isEmpty()) {
      return;
    }
    PacketSocket socket = thread.call(namespace, PacketSocket::open);
    InterfaceAnnouncement announced =
        new InterfaceAnnouncement(
            setup.link(),
            socket,
            setup.macAddress().get(),
            setup.addresses().stream().map(address -> address.address()).toList());
    announcements.add(announced);
    announcer.announce(announced, announcement);
  }

  /// Ends the announcing of an interface that goes.
  @Override
  public void gone(Ifindex link) {
    announcements.removeIf(announced -> {
      boolean gone = announced.link().equals(link);
      if (gone) {
        announced.close();
      }
      return gone;
    });
  }

  /// Closes what is open inside, which would keep the namespace alive.
  @Override
  public void close() {
    announcements.forEach(InterfaceAnnouncement::close);
    inside.close();
  }
}
