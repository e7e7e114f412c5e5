package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A host whose containers find names, and sockets of these containers to ask with. When it is
/// closed nothing may be left.
final class NamesLab implements AutoCloseable {

  /// Where containers ask.
  static final InetSocketAddress SERVER =
      new InetSocketAddress(Ipv4Address.parse("127.0.0.11").toInetAddress(), 53);

  private final TestHost host;
  private final LeakAudit audit;
  private final Controller controller;

  private NamesLab(TestHost host, Path resolvConf) {
    this.host = host;
    this.audit = LeakAudit.begin(host);
    this.controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.ReconcileEvery(Duration.ZERO),
            new ControllerOption.Names(
                Duration.ofSeconds(7), resolvConf, resolvConf.resolveSibling("nowhere")));
  }

  /// @param folder for the host's `resolv.conf`
  /// @param servers that it names
  static NamesLab open(Path folder, String... servers) {
    TestHost host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    String lines =
        Arrays.stream(servers)
            .map(server -> "nameserver " + server + "\n")
            .collect(Collectors.joining());
    try {
      return new NamesLab(host, Files.writeString(folder.resolve("resolv.conf"), lines));
    } catch (IOException failure) {
      host.close();
      throw new UncheckedIOException(failure);
    }
  }

  TestHost host() {
    return host;
  }

  Controller controller() {
    return controller;
  }

  /// A network of both families.
  Network network(String name, NetworkOption... options) {
    NetworkOption[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = new NetworkOption.Ipv6(true);
    return controller.createNetwork("bridge", name, all);
  }

  /// A socket of a container that sends to its name server.
  DatagramChannel datagrams(Sandbox of) throws IOException {
    try (NetworkNamespace namespace = NetworkNamespace.open(Path.of(of.key()))) {
      DatagramChannel channel =
          host.thread().call(namespace, () -> DatagramChannel.open(StandardProtocolFamily.INET));
      return channel.connect(SERVER);
    }
  }

  /// A connection of a container to its name server.
  SocketChannel connection(Sandbox of) throws IOException {
    return connections(of, 1).getFirst();
  }

  /// Several, made one after the other.
  List<SocketChannel> connections(Sandbox of, int number) throws IOException {
    try (NetworkNamespace namespace = NetworkNamespace.open(Path.of(of.key()))) {
      List<SocketChannel> channels = host.thread().call(namespace, () -> opened(number));
      for (SocketChannel channel : channels) {
        channel.connect(SERVER);
      }
      return channels;
    }
  }

  private static List<SocketChannel> opened(int number) throws IOException {
    List<SocketChannel> channels = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      channels.add(SocketChannel.open(StandardProtocolFamily.INET));
    }
    return channels;
  }

  @Override
  public void close() {
    controller.removeAll(controller.sandboxes());
    controller.networks().forEach(Network::delete);
    controller.close();
    host.host().close();
    List<String> leaks = audit.leaks();
    host.close();
    assertThat(leaks).as("left behind").isEmpty();
  }
}
