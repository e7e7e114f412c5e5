package io.libnetwork.testing;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks many questions at once, and answers them: one thread, whatever their number. A server
/// answers with the address it sees asking.
///
/// @param <Q> a question
final class ReachProbes<Q> implements AutoCloseable {

  /// After the last answer that was to come, silence this long is taken for no answer.
  private static final Duration SILENCE = Duration.ofMillis(250);

  /// The longest wait for an answer that is to come: on a busy machine a packet may be sent again.
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /// How often a datagram is sent again.
  private static final Duration AGAIN = Duration.ofMillis(400);

  private final Selector selector;
  private final Map<Q, String> answers = new HashMap<>();
  private final Map<Q, DatagramChannel> waiting = new HashMap<>();

  ReachProbes() throws IOException {
    this.selector = Selector.open();
  }

  /// Somebody whose turn it is when a channel is ready.
  private interface Turn {
    void take() throws IOException;
  }

  /// Answers at an address and port over TCP and UDP.
  void serve(Place place, InetSocketAddress at) throws IOException {
    ServerSocketChannel streams = place.open(ServerSocketChannel::open);
    streams.bind(at, 1_000);
    register(streams, SelectionKey.OP_ACCEPT, () -> accept(streams));
    DatagramChannel datagrams = place.open(DatagramChannel::open);
    datagrams.bind(at);
    register(datagrams, SelectionKey.OP_READ, () -> reply(datagrams));
  }

  /// Sends a question; its answer is told by [#answers].
  void ask(Q question, Place from, Protocol protocol, IpAddress address, int port)
      throws IOException {
    InetSocketAddress to = new InetSocketAddress(address.toInetAddress(), port);
    StandardProtocolFamily family =
        address.family() == IpFamily.V4
            ? StandardProtocolFamily.INET
            : StandardProtocolFamily.INET6;
    switch (protocol) {
      case TCP -> stream(question, from.open(() -> SocketChannel.open(family)), to);
      case UDP -> datagram(question, from.open(() -> DatagramChannel.open(family)), to);
      case SCTP -> throw new IllegalArgumentException("sctp: expected tcp or udp");
    }
  }

  /// Waits until all of `expected` have an answer or a refusal, and for a while after that.
  ///
  /// @return who answered, and with what; empty for a refusal
  Map<Q, String> answers(Set<Q> expected) throws IOException {
    long begin = System.nanoTime();
    long complete = begin;
    long sent = begin;
    Set<Q> missing = new HashSet<>(expected);
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      long now = System.nanoTime();
      if (missing.removeAll(answers.keySet())) {
        complete = now;
      }
      if (missing.isEmpty() && now - complete > SILENCE.toNanos()) {
        break;
      }
      if (now - sent > AGAIN.toNanos()) {
        sent = now;
        sendAgain();
      }
      turn();
    }
    return Map.copyOf(answers);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private void turn() throws IOException {
    selector.select(20);
    Set<SelectionKey> ready = Set.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.isValid() && key.attachment() instanceof Turn next) {
        next.take();
      }
    }
  }

  private SelectionKey register(SelectableChannel channel, int interest, Turn turn)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, turn);
  }

  private static void accept(ServerSocketChannel streams) throws IOException {
    try (SocketChannel client = streams.accept()) {
      if (client != null) {
        client.write(seen((InetSocketAddress) client.getRemoteAddress()));
      }
    }
  }

  private static void reply(DatagramChannel datagrams) throws IOException {
    InetSocketAddress client = (InetSocketAddress) datagrams.receive(ByteBuffer.allocate(100));
    if (client != null) {
      datagrams.send(seen(client), client);
    }
  }

  private void stream(Q question, SocketChannel client, InetSocketAddress to) throws IOException {
    client.configureBlocking(false);
    try {
      client.connect(to);
    } catch (IOException refused) {
      finish(question, client, Optional.empty());
      return;
    }
    SelectionKey key = register(client, SelectionKey.OP_CONNECT, () -> {});
    key.attach((Turn) () -> connected(question, client, key));
  }

  private void connected(Q question, SocketChannel client, SelectionKey key) throws IOException {
    try {
      if (client.finishConnect()) {
        key.interestOps(SelectionKey.OP_READ);
        key.attach((Turn) () -> finish(question, client, read(client)));
      }
    } catch (IOException refused) {
      finish(question, client, Optional.empty());
    }
  }

  private void datagram(Q question, DatagramChannel client, InetSocketAddress to)
      throws IOException {
    client.configureBlocking(false);
    try {
      client.connect(to);
      client.write(ByteBuffer.wrap(new byte[] {'?'}));
    } catch (IOException refused) {
      finish(question, client, Optional.empty());
      return;
    }
    waiting.put(question, client);
    register(client, SelectionKey.OP_READ, () -> finish(question, client, read(client)));
  }

  private void sendAgain() throws IOException {
    for (Map.Entry<Q, DatagramChannel> asked : Map.copyOf(waiting).entrySet()) {
      try {
        asked.getValue().write(ByteBuffer.wrap(new byte[] {'?'}));
      } catch (IOException refused) {
        finish(asked.getKey(), asked.getValue(), Optional.empty());
      }
    }
  }

  private void finish(Q question, SelectableChannel client, Optional<String> answer)
      throws IOException {
    client.close();
    waiting.remove(question);
    answers.put(question, answer.orElse(""));
  }

  /// An answer is so short that it comes in one piece.
  private static <C extends java.nio.channels.ReadableByteChannel> Optional<String> read(C client) {
    ByteBuffer text = ByteBuffer.allocate(100);
    try {
      return client.read(text) <= 0
          ? Optional.empty()
          : Optional.of(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  private static ByteBuffer seen(InetSocketAddress client) {
    String text = IpAddress.of(client.getAddress().getAddress()).toString();
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
