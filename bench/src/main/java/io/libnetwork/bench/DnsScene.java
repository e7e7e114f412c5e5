package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.FakeNameServer;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Containers that find each other by name, one of which asks, and a name server of the host's that
/// knows the rest of the world.
final class DnsScene implements AutoCloseable {

  /// The name server of the host's.
  static final Ipv4Address UPSTREAM = Ipv4Address.parse("192.0.2.53");

  /// What it knows.
  static final List<String> WORLD = List.of("a.example.org", "b.example.org", "c.example.org");

  /// The containers that are asked for.
  static final List<String> NAMES = List.of("web1", "web2", "web3");

  private static final String POOL = "10.98.0.0/16";
  private static final Duration TTL = Duration.ofSeconds(5);

  private final TestHost host;
  private final Path folder;
  private final Controller controller;
  private final FakeNameServer upstream;
  private final List<Attachment> containers = new ArrayList<>();
  private final Network network;

  private DnsScene(TestHost host, Path folder, FakeNameServer upstream) {
    this.host = host;
    this.folder = folder;
    this.upstream = upstream;
    this.controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.Names(
                TTL, folder.resolve("resolv.conf"), folder.resolve("no-resolv.conf")));
    this.network = controller.createNetwork(BridgeDriver.NAME, "shop", NetworkOption.Pool.of(POOL));
    NAMES.forEach(name -> containers.add(controller.attach(name, network)));
    containers.add(controller.attach("client", network));
  }

  static DnsScene open(Path folder) {
    TestHost host = TestHost.create();
    try {
      host.addAddress(new InterfaceAddress(UPSTREAM, 32));
      Files.writeString(folder.resolve("resolv.conf"), "nameserver " + UPSTREAM + "\n");
      return new DnsScene(host, folder, FakeNameServer.open(host, UPSTREAM.toString()));
    } catch (IOException failure) {
      host.close();
      throw new UncheckedIOException(failure);
    }
  }

  Path folder() {
    return folder;
  }

  /// The path of the host's namespace.
  String hostNamespace() {
    return host.namespacePath().toString();
  }

  /// The path of the namespace that is asked from.
  String clientNamespace() {
    return containers.getLast().sandbox().key();
  }

  /// Where the network's containers reach the host.
  Ipv4Address gateway() {
    return (Ipv4Address) network.pools().getFirst().gateway().orElseThrow().address();
  }

  /// The address of a container; the last one asks.
  Ipv4Address address(int container) {
    return (Ipv4Address)
        containers.get(container).endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  @Override
  public void close() {
    containers.forEach(container -> container.sandbox().delete());
    controller.close();
    try {
      upstream.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      host.close();
    }
  }
}
