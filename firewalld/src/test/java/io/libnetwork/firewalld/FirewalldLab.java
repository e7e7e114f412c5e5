package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.neighbour.NeighbourFirewallProvider;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A host with a bus for a firewalld, a controller, and a way to a remote host.
final class FirewalldLab implements AutoCloseable {

  static final String HOST = "198.51.100.1";
  static final String REMOTE = "198.51.100.2";
  static final int PUBLISHED = 8080;
  private static final String UPLINK = "up0";

  private final TestHost host;
  private final TestHost remote;
  private final FirewalldProcess firewalld;
  private final LeakAudit audit;
  private final Controller controller;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private FirewalldLab(TestHost host, FirewalldProcess firewalld, boolean told) {
    this.host = host;
    this.firewalld = firewalld;
    this.remote = TestHost.create();
    join();
    host.host().namespaceThread();
    this.audit = LeakAudit.begin(host);
    List<NeighbourFirewallProvider> neighbours =
        told ? List.of(FirewalldProvider.at(firewalld.address())) : List.of();
    this.controller =
        Controller.open(
            host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory(neighbours)));
  }

  /// Skips the test, and says so, where it cannot be.
  static FirewalldLab open() {
    return open(true);
  }

  /// With a controller that tells firewalld nothing.
  static FirewalldLab openUntold() {
    return open(false);
  }

  private static FirewalldLab open(boolean told) {
    if (!"root".equals(System.getProperty("user.name"))) {
      String reason = "a test host needs root";
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    TestHost host = TestHost.create();
    try {
      return new FirewalldLab(host, FirewalldProcess.on(host), told);
    } catch (RuntimeException | Error failure) {
      host.close();
      throw failure;
    }
  }

  TestHost host() {
    return host;
  }

  TestHost remoteHost() {
    return remote;
  }

  FirewalldProcess firewalld() {
    return firewalld;
  }

  Controller controller() {
    return controller;
  }

  Network network(String name, NetworkOption... options) {
    return controller.createNetwork(BridgeDriver.NAME, name, options);
  }

  /// Attaches a container whose port 80 is published at 8080.
  Attachment attach(String container, Network network) {
    return controller.attach(
        container,
        network,
        new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, Spot.PORT, PUBLISHED)));
  }

  /// A network whose containers are reached at their own addresses.
  Network routed(String name) {
    BridgeOptions options = BridgeOptions.USUAL.with(IpFamily.V4, GatewayMode.ROUTED);
    return network(name, new NetworkOption.Driver(options));
  }

  /// What our zone has.
  List<String> interfacesOfOurs() {
    String listed = firewalld.command("--zone=libnetwork", "--list-interfaces");
    return Arrays.stream(listed.split(" ")).filter(name -> !name.isEmpty()).toList();
  }

  /// The zone that a network's bridge is in.
  String zoneOf(Network network) {
    return firewalld.command("--get-zone-of-interface=" + bridgeOf(network));
  }

  static String bridgeOf(Network network) {
    return "br-" + network.id().abbreviated();
  }

  static IpAddress addressOf(Attachment attachment) {
    return attachment.endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  static IpAddress gatewayOf(Network network) {
    return network.pools().getFirst().gateway().orElseThrow().address();
  }

  Spot hostSpot() {
    return spot(host.namespacePath());
  }

  Spot remoteSpot() {
    return spot(remote.namespacePath());
  }

  Spot spot(Attachment attachment) {
    return spot(Path.of(attachment.sandbox().key()));
  }

  /// Has the remote host send to a network by way of this one.
  void routeFromRemote(Network network) {
    remote.run("ip", "route", "add", network.pools().getFirst().prefix().toString(), "via", HOST);
  }

  private Spot spot(Path path) {
    Spot spot = new Spot(host.thread(), NetworkNamespace.open(path));
    opened.push(spot);
    return spot;
  }

  private void join() {
    Veth pair = Veth.to(InterfaceName.of(UPLINK), LinkSetting.in(remote.namespace()));
    host.rtnetlink().execute(Links.add(LinkSpec.of(InterfaceName.of(UPLINK), pair)));
    for (TestHost end : List.of(host, remote)) {
      end.run("ip", "addr", "add", (end == host ? HOST : REMOTE) + "/24", "dev", UPLINK);
      end.run("ip", "link", "set", UPLINK, "up");
    }
    host.run("ip", "route", "add", "default", "via", REMOTE);
  }

  @Override
  public void close() {
    List<String> leaks = new ArrayList<>();
    try {
      for (AutoCloseable each : opened) {
        each.close();
      }
      controller.removeAll(controller.sandboxes());
      for (Network network : controller.networks()) {
        network.endpoints().forEach(Endpoint::deleteForced);
        network.delete();
      }
      controller.close();
      host.host().close();
      leaks.addAll(audit.leaks());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    } finally {
      firewalld.close();
      remote.close();
      host.close();
    }
    assertThat(leaks).as("left behind").isEmpty();
  }
}
