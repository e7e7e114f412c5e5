package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.Service;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.spi.NetworkDriverFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A test host with a controller on it. Closing takes away what a test has left standing, closes
/// controller and host, and asks the [LeakAudit].
final class Lab implements AutoCloseable {

  /// The host's end of its way out, and the remote host's addresses there.
  static final String UPLINK = "up0";

  static final String HOST_V4 = "198.51.100.1";
  static final String HOST_V6 = "2001:db8:9::1";
  static final String REMOTE_V4 = "198.51.100.2";
  static final String REMOTE_V6 = "2001:db8:9::2";

  private final Deque<Place> places = new ArrayDeque<>();
  private final TestHost host;
  private final TestHost remote;
  private final LeakAudit audit;
  private final Controller controller;

  private Lab(NetworkDriverFactory bridges) {
    this.host = TestHost.create();
    this.remote = TestHost.create();
    host.host().namespaceThread();
    joinHosts();
    this.audit = LeakAudit.begin(host);
    this.controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(bridges),
            new ControllerOption.NetworkDriver(PtpDriver.factory()),
            new ControllerOption.NetworkDriver(HostDriver.factory()),
            new ControllerOption.NetworkDriver(NoneDriver.factory()),
            new ControllerOption.ReconcileEvery(Duration.ZERO));
  }

  /// Skips the test, and says why, where the kernel cannot be asked.
  static Lab open() {
    return open(BridgeDriver.factory());
  }

  /// As [#open()], with a bridge driver that leaves what is ours as others make it.
  static Lab openWithoutRepairs() {
    return open(BridgeDriver.factory(PublishPolicy.USUAL, Upkeep.LEAVE));
  }

  private static Lab open(NetworkDriverFactory bridges) {
    if (!root()) {
      String reason = "making network namespaces needs root";
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    return new Lab(bridges);
  }

  Controller controller() {
    return controller;
  }

  Network bridge(String name, NetworkOption... options) {
    return controller.createNetwork("bridge", name, options);
  }

  /// A network of both families.
  Network dual(String name, NetworkOption... options) {
    List<NetworkOption> all = new ArrayList<>(List.of(options));
    all.add(new NetworkOption.Ipv6(true));
    return bridge(name, all.toArray(NetworkOption[]::new));
  }

  /// A network without a bridge, of both families.
  Network routed(String name, NetworkOption... options) {
    List<NetworkOption> all = new ArrayList<>(List.of(options));
    all.add(new NetworkOption.Ipv6(true));
    return controller.createNetwork(PtpDriver.NAME, name, all.toArray(NetworkOption[]::new));
  }

  static NetworkOption with(BridgeOptions options) {
    return new NetworkOption.Driver(options);
  }

  static String bridgeOf(Network network) {
    return "br-" + network.id().abbreviated();
  }

  /// Who enters namespaces for this host.
  NamespaceThread thread() {
    return host.thread();
  }

  Place host() {
    return place("host", host.namespacePath());
  }

  /// Another host, which the default routes of this one lead to.
  Place remote() {
    return place("remote", remote.namespacePath());
  }

  Place place(Attachment attachment) {
    return place(attachment.sandbox());
  }

  Place place(Sandbox sandbox) {
    return place(sandbox.container(), Path.of(sandbox.key()));
  }

  /// A namespace that is not a sandbox's, which goes with the lab.
  Path namespace(String name) {
    Path path = host.host().runRoot().resolve("others").resolve(name);
    host.thread().createAt(path).close();
    return path;
  }

  List<Path> sandboxNamespaces() {
    return host.sandboxNamespaces();
  }

  Place place(String name, Path path) {
    Place place = Place.open(name, host.thread(), path);
    places.push(place);
    return place;
  }

  private void joinHosts() {
    Veth pair = Veth.to(InterfaceName.of(UPLINK), LinkSetting.in(remote.namespace()));
    host.rtnetlink().execute(Links.add(LinkSpec.of(InterfaceName.of(UPLINK), pair)));
    for (TestHost end : List.of(host, remote)) {
      boolean here = end == host;
      // Until its own address has been found unique, which takes more than a second, a host does
      // not ask for the neighbours of those it forwards for.
      end.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/" + UPLINK + "/accept_dad");
      end.run("ip", "addr", "add", (here ? HOST_V4 : REMOTE_V4) + "/24", "dev", UPLINK);
      end.run("ip", "addr", "add", (here ? HOST_V6 : REMOTE_V6) + "/64", "dev", UPLINK, "nodad");
      end.run("ip", "link", "set", UPLINK, "up");
    }
    awaitReadiness(host, HOST_V6);
    awaitReadiness(remote, REMOTE_V6);
    host.run("ip", "route", "add", "default", "via", REMOTE_V4);
    host.run("ip", "-6", "route", "add", "default", "via", REMOTE_V6);
  }

  private static void awaitReadiness(TestHost end, String address) {
    Ifindex uplink = end.rtnetlink().get(Links.get(InterfaceName.of(UPLINK))).index();
    Readiness.await(end.rtnetlink(), uplink, List.of(IpAddress.parse(address)));
    String linkLocal = "";
    for (int looks = 0; looks < 50 && !linkLocal.contains("fe80::"); looks++) {
      linkLocal = end.run("ip", "-6", "addr", "show", "dev", UPLINK, "scope", "link", "-tentative");
    }
  }

  @Override
  public void close() {
    places.forEach(Place::close);
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.services().forEach(Service::delete);
      network.endpoints().forEach(Endpoint::deleteForced);
      if (Set.of(BridgeDriver.NAME, PtpDriver.NAME).contains(network.driver())) {
        network.delete();
      }
    }
    controller.close();
    host.host().close();
    List<String> leaks = audit.leaks();
    removeOthers();
    remote.close();
    host.close();
    assertThat(leaks).as("left behind").isEmpty();
  }

  private void removeOthers() {
    Path folder = host.host().runRoot().resolve("others");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.list(folder)) {
      found.forEach(NetworkNamespace::delete);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    NamespaceFolder.remove(folder);
  }

  private static boolean root() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
