package io.libnetwork.testing;

import io.libnetwork.address.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Answers over TCP and UDP with its name and the address it sees asking. A connection that asks
/// `+` first is kept, and echoes what else comes.
final class Answering implements AutoCloseable {

  private final String name;
  private final ServerSocketChannel streams;
  private final DatagramChannel datagrams;
  private final Set<SocketChannel> kept = ConcurrentHashMap.newKeySet();

  private Answering(String name, ServerSocketChannel streams, DatagramChannel datagrams) {
    this.name = name;
    this.streams = streams;
    this.datagrams = datagrams;
  }

  static Answering start(
      String name, int port, ServerSocketChannel streams, DatagramChannel datagrams)
      throws IOException {
    streams.bind(new InetSocketAddress(port));
    datagrams.bind(new InetSocketAddress(port));
    Answering answering = new Answering(name, streams, datagrams);
    answering.run(answering::streams);
    answering.run(answering::datagrams);
    return answering;
  }

  @Override
  public void close() {
    try {
      streams.close();
      datagrams.close();
      for (SocketChannel client : kept) {
        client.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Something that ends when its channel is closed.
  private interface Serving {
    void serve() throws IOException;
  }

  private void run(Serving serving) {
    Thread.ofPlatform()
        .daemon()
        .name("answering-" + name)
        .start(() -> {
          try {
            serving.serve();
          } catch (ClosedChannelException ended) {
            return;
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  private void streams() throws IOException {
    while (true) {
      SocketChannel client = streams.accept();
      kept.add(client);
      run(() -> answerWhileItLasts(client));
    }
  }

  /// Who asks finds out when it does not last.
  private void answerWhileItLasts(SocketChannel client) {
    try {
      answer(client);
    } catch (IOException ended) {
      System.err.println(name + " answers no more: " + ended);
    }
  }

  private void answer(SocketChannel client) throws IOException {
    try (client) {
      ByteBuffer asked = ByteBuffer.allocate(1);
      if (client.read(asked) == 1 && asked.get(0) == '+') {
        echo(client, asked);
      } else {
        client.write(text((InetSocketAddress) client.getRemoteAddress()));
      }
    } finally {
      kept.remove(client);
    }
  }

  private static void echo(SocketChannel client, ByteBuffer buffer) throws IOException {
    do {
      client.write(buffer.flip());
      buffer.clear();
    } while (client.read(buffer) == 1);
  }

  private void datagrams() throws IOException {
    while (true) {
      InetSocketAddress client = (InetSocketAddress) datagrams.receive(ByteBuffer.allocate(100));
      datagrams.send(text(client), client);
    }
  }

  private ByteBuffer text(InetSocketAddress client) {
    IpAddress address = IpAddress.of(client.getAddress().getAddress());
    return ByteBuffer.wrap((name + " sees " + address).getBytes(StandardCharsets.UTF_8));
  }
}
