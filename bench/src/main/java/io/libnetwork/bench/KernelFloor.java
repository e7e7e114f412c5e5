package io.libnetwork.bench;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.CreatedNamespace;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkMonitor;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Macvlan;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// What the kernel alone takes for the objects of a network and a container, asked for with the
/// fewest messages: no model, no firewall, no marks, no record.
final class KernelFloor implements AutoCloseable {

  /// The name rows give this floor.
  static final String NAME = "kernel floor";

  private static final int RTM_DELLINK = 17;
  private static final int RTNLGRP_LINK = 1;
  private static final int IFI_INDEX_OFFSET = 4;
  private static final InterfaceName BRIDGE = new InterfaceName("floor0");
  private static final InterfaceName INSIDE = new InterfaceName("eth0");
  private static final InterfaceAddress GATEWAY = InterfaceAddress.parse("10.99.0.1/16");
  private static final int FIRST_INDEX = 1_000_000;
  private static final List<Sysctl.Setting> WITHOUT_IPV6 =
      List.of(Sysctl.Setting.ifPresent("net/ipv6/conf/default/disable_ipv6", "1"));

  /// In a fresh namespace the loopback interface is 1, and the first born in it 2.
  private static final Ifindex FIRST_INSIDE = new Ifindex(2);

  private final TestHost host;
  private final Rtnetlink rtnetlink;
  private final NetlinkMonitor monitor;
  private final BlockingQueue<Announced> announced = new LinkedBlockingQueue<>();
  private final ExecutorService callers =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("floor-", 0).daemon().factory());
  private final Ifindex bridge = new Ifindex(FIRST_INDEX - 1);
  private int next = FIRST_INDEX;

  /// A link that the kernel announced gone.
  ///
  /// @param nanos when its announcement was read
  private record Announced(int link, long nanos) {}

  KernelFloor(TestHost host) {
    this.host = host;
    this.rtnetlink = Rtnetlink.open(host.thread(), host.namespace());
    this.monitor =
        NetlinkMonitor.open(
            NetlinkFamily.ROUTE,
            host.thread(),
            host.namespace(),
            "floor-removals",
            new Removals(),
            RTNLGRP_LINK);
    createBridge(BRIDGE, bridge, GATEWAY);
  }

  /// One container.
  ///
  /// @param link the host's end of its interface
  record Container(Path path, NetworkNamespace namespace, Rtnetlink inside, Ifindex link) {

    void close() {
      NetworkNamespace.delete(path);
      inside.close();
      namespace.close();
    }
  }

  /// A namespace bound at a path, a veth pair with one end on the bridge and the other born inside,
  /// the loopback interface up, an address and a default route: two exchanges.
  Container attach() {
    return attach(List.of());
  }

  /// As [#attach()], without IPv6. Where many containers have it, each says so to all others, which
  /// costs more than all the rest.
  Container attachWithoutIpv6() {
    return attach(WITHOUT_IPV6);
  }

  /// As [#attach()], with a macvlan link on a parent in place of the pair.
  Container attachMacvlan(Ifindex parent) {
    return attach(List.of(), namespace -> plugInMacvlan(namespace, parent));
  }

  private Container attach(List<Sysctl.Setting> parameters) {
    return attach(parameters, this::plugIn);
  }

  private Container attach(
      List<Sysctl.Setting> parameters, Function<NetworkNamespace, Ifindex> plug) {
    Path path = namespacePath();
    CreatedNamespace<Rtnetlink> made =
        host.thread()
            .createAt(
                path,
                () -> {
                  Sysctl.writeInside(parameters);
                  return Rtnetlink.open();
                });
    NetworkNamespace namespace = made.namespace();
    Rtnetlink inside = made.opened();
    Ifindex link = plug.apply(namespace);
    NetlinkBatch batch = inside.batch();
    batch.add(Links.up(Ifindex.LOOPBACK));
    batch.add(Addresses.add(LinkAddress.of(FIRST_INSIDE, address())));
    batch.add(Links.up(FIRST_INSIDE));
    batch.add(Routes.add(Route.defaultVia(GATEWAY.address()).withLink(FIRST_INSIDE)));
    batch.send();
    return new Container(path, namespace, inside, link);
  }

  /// A container without a bridge: a namespace bound at a path, a veth pair with one end born
  /// inside, an address at either end, a route to the container and a default route.
  Container attachRouted() {
    Path path = namespacePath();
    CreatedNamespace<Rtnetlink> made = host.thread().createAt(path, Rtnetlink::open);
    Rtnetlink inside = made.opened();
    Ifindex link = new Ifindex(next++);
    InterfaceAddress own = alone(address());
    Veth pair = Veth.to(INSIDE, LinkSetting.in(made.namespace()), LinkSetting.index(FIRST_INSIDE));
    NetlinkBatch outside = rtnetlink.batch();
    outside.add(
        Links.add(
            LinkSpec.of(
                new InterfaceName("f" + link.value()),
                pair,
                LinkSetting.index(link),
                LinkSetting.up())));
    outside.add(Addresses.add(LinkAddress.of(link, alone(GATEWAY))));
    outside.add(Routes.add(Route.connected(own.prefix(), link)));
    outside.send();
    NetlinkBatch batch = inside.batch();
    batch.add(Links.up(Ifindex.LOOPBACK));
    batch.add(Addresses.add(LinkAddress.of(FIRST_INSIDE, own)));
    batch.add(Links.up(FIRST_INSIDE));
    batch.add(Routes.add(Route.defaultVia(GATEWAY.address()).withLink(FIRST_INSIDE).withOnLink()));
    batch.send();
    return new Container(path, made.namespace(), inside, link);
  }

  private static InterfaceAddress alone(InterfaceAddress address) {
    return new InterfaceAddress(address.address(), address.family().bits());
  }

  /// A veth pair into a namespace, and nothing else.
  Ifindex plugIn(NetworkNamespace namespace) {
    Ifindex link = new Ifindex(next++);
    Veth pair = Veth.to(INSIDE, LinkSetting.in(namespace), LinkSetting.index(FIRST_INSIDE));
    rtnetlink.execute(
        Links.add(
            LinkSpec.of(
                new InterfaceName("f" + link.value()),
                pair,
                LinkSetting.index(link),
                LinkSetting.master(bridge),
                LinkSetting.up())));
    return link;
  }

  private Ifindex plugInMacvlan(NetworkNamespace namespace, Ifindex parent) {
    next++;
    rtnetlink.execute(
        Links.add(
            LinkSpec.of(
                INSIDE,
                new Macvlan(parent, Macvlan.Mode.BRIDGE),
                LinkSetting.index(FIRST_INSIDE),
                LinkSetting.in(namespace))));
    return FIRST_INSIDE;
  }

  /// An empty namespace, for [#plugIn].
  NetworkNamespace namespace() {
    return host.thread().create();
  }

  /// Removes a link.
  ///
  /// @return from before the request until the announcement was read, in nanoseconds
  long remove(Ifindex link) {
    announced.clear();
    long start = System.nanoTime();
    callers.execute(() -> delete(link));
    return awaitAnnounced(link) - start;
  }

  /// Waits until the kernel is through with what it does under its one lock for links, so that what
  /// is measured next does not pay for what went before.
  void settle() {
    rtnetlink.execute(Links.up(Ifindex.LOOPBACK));
  }

  /// A bridge with an address, up: one exchange.
  Ifindex createNetwork(InterfaceAddress address) {
    Ifindex link = new Ifindex(next++);
    createBridge(new InterfaceName("f" + link.value()), link, address);
    return link;
  }

  @Override
  public void close() {
    monitor.close();
    rtnetlink.close();
    callers.shutdown();
  }

  private void createBridge(InterfaceName name, Ifindex link, InterfaceAddress address) {
    NetlinkBatch batch = rtnetlink.batch();
    batch.add(Links.add(LinkSpec.of(name, Bridge.of(), LinkSetting.index(link), LinkSetting.up())));
    batch.add(Addresses.add(LinkAddress.of(link, address)));
    batch.send();
  }

  private void delete(Ifindex link) {
    try (Rtnetlink own = Rtnetlink.open(host.thread(), host.namespace())) {
      own.execute(Links.delete(link));
    }
  }

  private long awaitAnnounced(Ifindex link) {
    try {
      Announced one = announced.take();
      while (one.link() != link.value()) {
        one = announced.take();
      }
      return one.nanos();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", interrupted);
    }
  }

  private Path namespacePath() {
    return host.host().namespaceFolder().resolve("floor" + next);
  }

  private InterfaceAddress address() {
    int number = next % 65_000;
    byte[] bytes = {10, 99, (byte) (number >> 8), (byte) number};
    return new InterfaceAddress(IpAddress.of(bytes), GATEWAY.length());
  }

  /// Reads the announcements as they come.
  private final class Removals implements NetlinkMonitor.Listener {

    @Override
    public void event(NetlinkMessage message) {
      if (message.type() == RTM_DELLINK && message.payload().get(0) == 0) {
        int link = message.payload().getInt(IFI_INDEX_OFFSET);
        announced.add(new Announced(link, System.nanoTime()));
      }
    }

    @Override
    public void missed() {
      throw new IllegalStateException("the kernel dropped announcements while measuring");
    }

    @Override
    public void failed(RuntimeException failure) {
      throw new IllegalStateException("announcements can no longer be read", failure);
    }
  }
}
