package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A host whose NIC, one end of a veth pair, leads to a segment with a router on it; and a
/// controller there, with a store. Closing takes away what a test has left standing and asks the
/// [LeakAudit].
final class UplinkLab implements AutoCloseable {

  /// The host's NIC.
  static final String NIC = "nic0";

  static final String HOST_V4 = "10.77.0.253";
  static final String HOST_V6 = "fd77::fd";
  static final String ROUTER_V4 = "10.77.0.254";
  static final String ROUTER_V6 = "fd77::fe";
  static final String POOL_V4 = "10.77.0.0/24";
  static final String POOL_V6 = "fd77::/64";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Deque<Place> places = new ArrayDeque<>();
  private final StateStore store = new MemoryStore();
  private final TestHost host;
  private final TestHost segment;
  private final LeakAudit audit;
  private Controller controller;

  private UplinkLab(TestHost host) {
    this.host = host;
    this.segment = TestHost.create();
    host.host().namespaceThread();
    plugIn();
    this.audit = LeakAudit.begin(host);
    this.controller = opened();
  }

  static UplinkLab open() {
    return new UplinkLab(TestHostOrSkip.create().host());
  }

  /// Brings the NIC, or brings it back.
  void plugIn() {
    InterfaceName nic = InterfaceName.of(NIC);
    Veth pair = Veth.to(nic, LinkSetting.in(segment.namespace()));
    host.rtnetlink().execute(Links.add(LinkSpec.of(nic, pair)));
    address(segment, ROUTER_V4, ROUTER_V6);
    address(host, HOST_V4, HOST_V6);
  }

  private static void address(TestHost end, String v4, String v6) {
    end.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/" + NIC + "/accept_dad");
    end.run("ip", "addr", "add", v4 + "/24", "dev", NIC);
    end.run("ip", "addr", "add", v6 + "/64", "dev", NIC, "nodad");
    end.run("ip", "link", "set", NIC, "up");
  }

  /// Joins the host and the router by one more cable.
  void wire(String name, String here, String there) {
    InterfaceName end = InterfaceName.of(name);
    Veth pair = Veth.to(end, LinkSetting.in(segment.namespace()));
    host.rtnetlink().execute(Links.add(LinkSpec.of(end, pair)));
    for (TestHost at : List.of(host, segment)) {
      String address = at == host ? here : there;
      at.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/" + name + "/accept_dad");
      at.run("ip", "addr", "add", address, "dev", name);
      at.run("ip", "link", "set", name, "up");
    }
  }

  /// Takes the NIC away, with all that stands on it.
  void unplug() {
    host.run("ip", "link", "delete", NIC);
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.NetworkDriver(MacvlanDriver.factory()),
        new ControllerOption.NetworkDriver(IpvlanDriver.factory()),
        new ControllerOption.NetworkDriver(PhysicalDriver.factory()),
        new ControllerOption.Store(store));
  }

  /// Closes the controller, and opens the next on what its store remembers.
  void restart() {
    controller.close();
    controller = opened();
  }

  /// As [#restart], with something done while no controller is there.
  void restart(Runnable meanwhile) {
    controller.close();
    meanwhile.run();
    controller = opened();
  }

  Controller controller() {
    return controller;
  }

  TestHost testHost() {
    return host;
  }

  /// A network of both families on the segment.
  Network dual(String driver, String name, NetworkDriverOptions options) {
    return controller.createNetwork(
        driver,
        name,
        pool(POOL_V4, ROUTER_V4, kept("10.77.0.250", HOST_V4)),
        pool(POOL_V6, ROUTER_V6, kept("fd77::250", HOST_V6)),
        new NetworkOption.Ipv6(true),
        new NetworkOption.Driver(options));
  }

  private static Map<String, IpAddress> kept(String host, String parent) {
    return Map.of("host", IpAddress.parse(host), "parent", IpAddress.parse(parent));
  }

  static NetworkOption.Pool pool(String prefix, String gateway, Map<String, IpAddress> kept) {
    IpPrefix parsed = IpPrefix.parse(prefix);
    return new NetworkOption.Pool(
        parsed.family(),
        PoolChoice.of(parsed),
        Optional.empty(),
        Optional.of(IpAddress.parse(gateway)),
        kept);
  }

  Place host() {
    return place("host", host.namespacePath());
  }

  Place router() {
    return place("router", segment.namespacePath());
  }

  Place place(Attachment attachment) {
    return place(attachment.sandbox().container(), Path.of(attachment.sandbox().key()));
  }

  private Place place(String name, Path path) {
    Place place = Place.open(name, host.thread(), path);
    places.push(place);
    return place;
  }

  /// Asks until what is asked for comes about, or there is no patience left.
  static <T> void eventually(T expected, Supplier<T> question) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T answer = question.get();
    while (!answer.equals(expected) && System.nanoTime() < deadline) {
      answer = question.get();
    }
    assertThat(answer).isEqualTo(expected);
  }

  @Override
  public void close() {
    places.forEach(Place::close);
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    for (Sandbox sandbox : controller.sandboxes()) {
      sandbox.delete();
    }
    controller.close();
    assertThat(store.snapshot().records()).isEmpty();
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    segment.close();
    host.close();
    store.close();
  }
}
