package io.libnetwork.firewalld;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// A namespace to ask from and to answer in, by TCP over IPv4.
final class Spot implements AutoCloseable {

  /// What is asked at, and another one.
  static final int PORT = 80;

  static final int OTHER = 81;

  static final String ANSWER = "hello";
  static final String SILENCE = "silence";
  static final String REFUSAL = "refusal";

  /// Less than the second after which a lost first packet is sent again.
  private static final int PATIENCE_MILLIS = 900;

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Deque<ServerSocketChannel> servers = new ArrayDeque<>();

  Spot(NamespaceThread thread, NetworkNamespace namespace) {
    this.thread = thread;
    this.namespace = namespace;
    loadAtHome();
  }

  /// Says hello to whoever connects.
  Spot answering(int port) {
    ServerSocketChannel server = listening(port);
    servers.push(server);
    Thread.ofPlatform().daemon().name("answering-" + port).start(() -> answer(server));
    return this;
  }

  /// Waits for connections.
  ServerSocketChannel listening(int port) {
    try {
      ServerSocketChannel server =
          thread.call(namespace, () -> ServerSocketChannel.open(StandardProtocolFamily.INET));
      return server.bind(new InetSocketAddress(port));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Opens a connection that stays.
  SocketChannel connect(String address, int port) throws IOException {
    SocketChannel channel =
        thread.call(namespace, () -> SocketChannel.open(StandardProtocolFamily.INET));
    try {
      InetSocketAddress whole =
          new InetSocketAddress(IpAddress.parse(address).toInetAddress(), port);
      channel.socket().connect(whole, PATIENCE_MILLIS);
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      return channel;
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /// [#ANSWER], [#SILENCE] or [#REFUSAL].
  String ask(String address, int port) {
    try (SocketChannel channel = connect(address, port)) {
      return new String(channel.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException late) {
      return SILENCE;
    } catch (ConnectException | NoRouteToHostException refused) {
      return REFUSAL;
    } catch (SocketException refused) {
      return refused.toString().contains("unreachable") ? REFUSAL : refused.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocketChannel server : servers) {
      server.close();
    }
    namespace.close();
  }

  private static void answer(ServerSocketChannel server) {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        client.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.UTF_8)));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /// The JDK's classes open sockets of their own when first used, which must not be inside.
  private static void loadAtHome() {
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
      client.socket();
      server.socket();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
