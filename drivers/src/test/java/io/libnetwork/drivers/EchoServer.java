package io.libnetwork.drivers;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// Tells everybody who asks, over TCP and UDP, IPv4 and IPv6, its name and the address it sees.
public final class EchoServer implements AutoCloseable {

  private final String name;
  private final ServerSocketChannel stream;
  private final DatagramChannel datagrams;

  private EchoServer(String name, ServerSocketChannel stream, DatagramChannel datagrams) {
    this.name = name;
    this.stream = stream;
    this.datagrams = datagrams;
  }

  /// Listens at every address of a namespace.
  public static EchoServer start(
      NamespaceThread thread, NetworkNamespace where, String name, int port) {
    Probe.prepare();
    InetSocketAddress all = new InetSocketAddress("::", port);
    ServerSocketChannel stream =
        thread.call(where, () -> ServerSocketChannel.open(StandardProtocolFamily.INET6).bind(all));
    DatagramChannel datagrams =
        thread.call(where, () -> DatagramChannel.open(StandardProtocolFamily.INET6).bind(all));
    EchoServer server = new EchoServer(name, stream, datagrams);
    Thread.ofPlatform().daemon().name(name + "-tcp").start(server::accept);
    Thread.ofPlatform().daemon().name(name + "-udp").start(server::receive);
    return server;
  }

  @Override
  public void close() throws IOException {
    stream.close();
    datagrams.close();
  }

  private void accept() {
    serve(() -> {
      try (SocketChannel client = stream.accept()) {
        client.write(answer(client.getRemoteAddress()));
      }
    });
  }

  private void receive() {
    serve(() -> {
      SocketAddress client = datagrams.receive(ByteBuffer.allocate(100));
      datagrams.send(answer(client), client);
    });
  }

  private interface Turn {
    void run() throws IOException;
  }

  private static void serve(Turn turn) {
    boolean open = true;
    while (open) {
      try {
        turn.run();
      } catch (ClosedChannelException closed) {
        open = false;
      } catch (IOException clientWentAway) {
        // The next one is served all the same; the test that lost its answer fails by itself.
        open = true;
      }
    }
  }

  private ByteBuffer answer(SocketAddress client) {
    IpAddress address = IpAddress.from(((InetSocketAddress) client).getAddress());
    return StandardCharsets.UTF_8.encode(name + " sees " + address);
  }
}
