package io.libnetwork.drivers.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.Probe;
import io.libnetwork.drivers.TestHost;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.relay.RelayLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A host with a container beside it, and what is needed to talk from one to the other through a
/// proxy.
final class ProxyLab implements AutoCloseable {

  /// Both the host's end of the link, and where the container listens.
  static final String HOST4 = "10.9.0.1";

  static final String HOST6 = "fd09::1";
  static final String CONTAINER4 = "10.9.0.2";
  static final String CONTAINER6 = "fd09::2";

  static final int PORT = 8080;
  static final int BEHIND = 80;

  /// Longer than anything here takes, and how long a read may last.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestHost host;
  private final NetworkNamespace container;
  private final List<Channel> opened = new ArrayList<>();
  private final List<PortProxy> served = new ArrayList<>();
  private final AtomicLong time = new AtomicLong();
  private PortProxies proxies;

  private ProxyLab(TestHost host, NetworkNamespace container) {
    this.host = host;
    this.container = container;
    this.proxies = new PortProxies(host.thread(), host.namespace(), RelayLimits.DEFAULT, time::get);
  }

  static ProxyLab create() throws IOException {
    Probe.prepare();
    TestHost host = TestHost.create();
    NetworkNamespace container = host.beside();
    host.ip(
        "link add link-c type veth peer name eth0 netns " + TestHost.path(container),
        "address add " + HOST4 + "/24 dev link-c",
        "address add " + HOST6 + "/64 nodad dev link-c",
        "link set link-c up");
    TestHost.ip(
        container,
        "link set lo up",
        "address add " + CONTAINER4 + "/24 dev eth0",
        "address add " + CONTAINER6 + "/64 nodad dev eth0",
        "link set eth0 up");
    host.awaitLinks();
    return new ProxyLab(host, container);
  }

  TestHost host() {
    return host;
  }

  PortProxies proxies() {
    return proxies;
  }

  /// Has proxies with other limits from now on.
  void limit(RelayLimits limits) {
    proxies.close();
    proxies = new PortProxies(host.thread(), host.namespace(), limits, time::get);
  }

  /// Lets the proxies' time go on; they notice with the next thing that happens to them.
  void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  /// Serves a port of the host, with the container's port 80 behind.
  PortProxy serve(Protocol protocol, String at, int port, String behind) {
    PortProxy proxy = proxies.open(List.of(binding(protocol, at, port, behind))).getFirst();
    served.add(proxy);
    return proxy;
  }

  static PortBinding binding(Protocol protocol, String at, int port, String behind) {
    return PortBinding.of(
        protocol, IpAddress.parse(behind), new Port(BEHIND), IpAddress.parse(at), new Port(port));
  }

  /// A server in the container.
  ServerSocketChannel listen(String address) throws IOException {
    return listen(container, socketAddress(address, BEHIND));
  }

  /// A server at the host.
  ServerSocketChannel listenAtHost(String address, int port) throws IOException {
    return listen(host.namespace(), socketAddress(address, port));
  }

  private ServerSocketChannel listen(NetworkNamespace where, InetSocketAddress at)
      throws IOException {
    ServerSocketChannel server =
        kept(host.thread().call(where, () -> ServerSocketChannel.open(family(at))));
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    return server.bind(at, 256);
  }

  /// A client at the host, connected.
  SocketChannel connect(String address, int port) throws IOException {
    InetSocketAddress to = socketAddress(address, port);
    SocketChannel client =
        kept(host.thread().call(host.namespace(), () -> SocketChannel.open(family(to))));
    client.connect(to);
    client.socket().setSoTimeout((int) PATIENCE.toMillis());
    return client;
  }

  /// Whether the container reaches a port of the host within a third of a second: less than after
  /// which the first packet is sent again, and far more than it takes.
  boolean reachedByContainer(String address, int port) throws IOException {
    InetSocketAddress to = socketAddress(address, port);
    try (SocketChannel client =
        host.thread().call(container, () -> SocketChannel.open(family(to)))) {
      client.socket().connect(to, 300);
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  SocketChannel accept(ServerSocketChannel server) throws IOException {
    SocketChannel taken = kept(server.accept());
    taken.socket().setSoTimeout((int) PATIENCE.toMillis());
    return taken;
  }

  /// A socket for datagrams in the container.
  DatagramChannel receiver(String address) throws IOException {
    InetSocketAddress at = socketAddress(address, BEHIND);
    DatagramChannel channel =
        kept(host.thread().call(container, () -> DatagramChannel.open(family(at))));
    channel.socket().setSoTimeout((int) PATIENCE.toMillis());
    return channel.bind(at);
  }

  /// A socket at the host that hears only whom it is connected to.
  DatagramChannel sender(String address, int port) throws IOException {
    InetSocketAddress to = socketAddress(address, port);
    DatagramChannel channel =
        kept(host.thread().call(host.namespace(), () -> DatagramChannel.open(family(to))));
    channel.connect(to);
    channel.socket().setSoTimeout((int) PATIENCE.toMillis());
    return channel;
  }

  /// What a connection brings until its end, by a read that does not wait for ever.
  static String readAll(SocketChannel from) throws IOException {
    return new String(from.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static void write(SocketChannel to, String text) throws IOException {
    to.write(StandardCharsets.UTF_8.encode(text));
  }

  static String read(SocketChannel from, int bytes) throws IOException {
    byte[] read = from.socket().getInputStream().readNBytes(bytes);
    return new String(read, StandardCharsets.UTF_8);
  }

  static ByteBuffer bytes(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  /// Waits until something is so.
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within %s: %s", PATIENCE, what).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// Open descriptors by what they are, threads of relays included.
  static Map<String, Long> inventory() {
    Map<String, Long> kinds = new TreeMap<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open) {
        count(descriptor, kinds);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("libnetwork-relay"))
        .forEach(thread -> kinds.merge(thread.getName(), 1L, Long::sum));
    return kinds;
  }

  private static void count(Path descriptor, Map<String, Long> kinds) throws IOException {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      if (target.startsWith("socket:") || target.startsWith("pipe:")) {
        kinds.merge(target.substring(0, target.indexOf(':')), 1L, Long::sum);
      } else if (target.startsWith("anon_inode:")) {
        kinds.merge(target, 1L, Long::sum);
      }
    } catch (NoSuchFileException closedMeanwhile) {
      // It is not open, so it does not count.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    served.forEach(PortProxy::close);
    proxies.close();
    for (Channel channel : opened) {
      channel.close();
    }
    host.close();
  }

  private <T extends Channel> T kept(T channel) {
    synchronized (opened) {
      opened.add(channel);
    }
    return channel;
  }

  private static InetSocketAddress socketAddress(String address, int port) {
    return new InetSocketAddress(IpAddress.parse(address).toInetAddress(), port);
  }

  private static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }
}
