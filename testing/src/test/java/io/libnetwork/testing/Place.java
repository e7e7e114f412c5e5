package io.libnetwork.testing;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A namespace to look at, to ask from, and to answer in.
final class Place implements AutoCloseable {

  /// What [#ask] says where nobody answers in time.
  static final String SILENCE = "silence";

  /// What [#ask] says where somebody says no.
  static final String REFUSAL = "refusal";

  /// Less than the second after which a lost first packet is sent again.
  static final int PATIENCE_MILLIS = 900;

  private final String name;
  private final NamespaceThread thread;
  private final Path path;
  private final NetworkNamespace namespace;
  private final Deque<Answering> answering = new ArrayDeque<>();

  private Place(String name, NamespaceThread thread, Path path) {
    this.name = name;
    this.thread = thread;
    this.path = path;
    this.namespace = NetworkNamespace.open(path);
  }

  static Place open(String name, NamespaceThread thread, Path path) {
    loadAtHome();
    return new Place(name, thread, path);
  }

  /// What a command prints that is run inside; words are parted by single spaces.
  String run(String command) {
    return Commands.run(path, command.split(" "));
  }

  /// The namespace as `ip` takes it where others are to be named.
  String processPath() {
    return "/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), namespace.descriptor());
  }

  /// What a script prints that is run inside.
  String script(String... lines) {
    return Commands.run(path, "sh", "-ec", String.join("\n", lines));
  }

  /// A socket of the kind, opened inside.
  <C> C open(Opening<C> kind) throws IOException {
    return thread.call(namespace, kind::open);
  }

  /// Opens a socket in the namespace of whoever calls.
  interface Opening<C> {
    C open() throws IOException;
  }

  /// What `ip -j -d` says.
  String ip(String arguments) {
    return run("ip -j -d " + arguments).strip();
  }

  /// A kernel parameter, by its path under `/proc/sys/net`.
  String sysctl(String key) {
    return run("cat /proc/sys/net/" + key).strip();
  }

  Process start(String... command) {
    try {
      return Commands.in(path, List.of(command)).redirectErrorStream(true).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Answers at a port, over TCP and UDP and both families, who is asked and whom he sees asking.
  Place answering(int port) {
    try {
      ServerSocketChannel streams = thread.call(namespace, ServerSocketChannel::open);
      DatagramChannel datagrams = thread.call(namespace, DatagramChannel::open);
      answering.push(Answering.start(name, port, streams, datagrams));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Waits for connections at a port, of both families.
  ///
  /// @param buffer how many bytes of a connection may wait to be read
  ServerSocketChannel listen(int port, int buffer) throws IOException {
    ServerSocketChannel channel = thread.call(namespace, ServerSocketChannel::open);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
    return channel.bind(new InetSocketAddress(port));
  }

  /// Opens a connection that stays.
  SocketChannel connect(IpAddress address, int port) throws IOException {
    SocketChannel channel = thread.call(namespace, () -> SocketChannel.open(family(address)));
    channel.socket().connect(new InetSocketAddress(address.toInetAddress(), port), PATIENCE_MILLIS);
    channel.socket().setSoTimeout(PATIENCE_MILLIS);
    return channel;
  }

  /// Opens a socket for datagrams, of one family, at a port of its own.
  DatagramChannel datagrams(IpFamily family, int port) throws IOException {
    DatagramChannel channel =
        thread.call(
            namespace,
            () ->
                DatagramChannel.open(
                    family == IpFamily.V4
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6));
    channel.bind(new InetSocketAddress(port));
    return channel;
  }

  String tcp(IpAddress address, int port) {
    return ask(Protocol.TCP, address, port);
  }

  String tcp(String address, int port) {
    return ask(Protocol.TCP, IpAddress.parse(address), port);
  }

  /// The answer, as `web sees 10.0.0.2`, or [#SILENCE] or [#REFUSAL].
  String ask(Protocol protocol, IpAddress address, int port) {
    InetSocketAddress whole = new InetSocketAddress(address.toInetAddress(), port);
    StandardProtocolFamily family = family(address);
    try {
      return switch (protocol) {
        case TCP -> stream(thread.call(namespace, () -> SocketChannel.open(family)), whole);
        case UDP -> datagram(thread.call(namespace, () -> DatagramChannel.open(family)), whole);
        case SCTP -> throw new IllegalArgumentException("expected tcp or udp");
      };
    } catch (SocketTimeoutException late) {
      return SILENCE;
    } catch (ConnectException | NoRouteToHostException | PortUnreachableException refused) {
      return REFUSAL;
    } catch (SocketException refused) {
      return refused.toString().contains("unreachable") ? REFUSAL : refused.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    answering.forEach(Answering::close);
    answering.clear();
    namespace.close();
  }

  private static String stream(SocketChannel open, InetSocketAddress to) throws IOException {
    try (SocketChannel client = open) {
      client.socket().connect(to, PATIENCE_MILLIS);
      client.socket().setSoTimeout(PATIENCE_MILLIS);
      client.socket().getOutputStream().write('?');
      return new String(client.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String datagram(DatagramChannel open, InetSocketAddress to) throws IOException {
    try (DatagramChannel client = open) {
      client.socket().setSoTimeout(PATIENCE_MILLIS);
      client.socket().connect(to);
      client.socket().send(new DatagramPacket(new byte[] {'?'}, 1));
      DatagramPacket answer = new DatagramPacket(new byte[200], 200);
      client.socket().receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }

  private static StandardProtocolFamily family(IpAddress address) {
    return address.family() == IpFamily.V4
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /// The JDK's classes open sockets of their own when first used, which must not be inside.
  private static void loadAtHome() {
    SocketClasses.initialise();
    for (StandardProtocolFamily family :
        new StandardProtocolFamily[] {StandardProtocolFamily.INET, StandardProtocolFamily.INET6}) {
      try (SocketChannel stream = SocketChannel.open(family);
          ServerSocketChannel server = ServerSocketChannel.open(family);
          DatagramChannel datagrams = DatagramChannel.open(family)) {
        stream.socket();
        server.socket();
        datagrams.socket();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
