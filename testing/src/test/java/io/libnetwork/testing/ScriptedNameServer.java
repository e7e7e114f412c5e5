package io.libnetwork.testing;

import io.libnetwork.linux.NetworkNamespace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// A name server of a host that does what a test tells it to, good or bad. It writes down what it
/// is asked.
final class ScriptedNameServer implements AutoCloseable {

  /// What it does with a question.
  interface Script {

    /// What it sends to who asked by UDP, in order.
    List<Reply> datagrams(Message question);

    /// What it answers over a connection.
    byte[] connection(Message question);
  }

  /// A message, so long after the question.
  static final class Reply {
    private final long delayMillis;
    private final byte[] bytes;

    Reply(long delayMillis, byte[] bytes) {
      this.delayMillis = delayMillis;
      this.bytes = bytes;
    }

    private void sendTo(SocketAddress client, DatagramChannel channel) throws IOException {
      channel.send(ByteBuffer.wrap(bytes), client);
    }
  }

  private final DatagramChannel datagrams;
  private final ServerSocketChannel listener;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Script script;

  private ScriptedNameServer(
      DatagramChannel datagrams, ServerSocketChannel listener, Script script) {
    this.datagrams = datagrams;
    this.listener = listener;
    this.script = script;
  }

  /// At port 53 of an address of the host's; bound when this returns.
  static ScriptedNameServer open(TestHost host, String address, Script script) throws IOException {
    SocketClasses.initialise();
    InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral(address), 53);
    try (NetworkNamespace namespace = NetworkNamespace.open(host.namespacePath())) {
      ScriptedNameServer server =
          host.thread()
              .call(
                  namespace,
                  () ->
                      new ScriptedNameServer(
                          DatagramChannel.open(StandardProtocolFamily.INET),
                          ServerSocketChannel.open(StandardProtocolFamily.INET),
                          script));
      server.datagrams.bind(at);
      server.listener.bind(at);
      server.run(server::serveDatagrams);
      server.run(server::serveConnections);
      return server;
    }
  }

  /// From now on it does this.
  void does(Script other) {
    script = other;
  }

  /// The names it has been asked for, folded, in order.
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    listener.close();
  }

  private interface Serving {
    void serve() throws IOException;
  }

  private void run(Serving serving) {
    Thread.ofPlatform()
        .daemon()
        .name("scripted")
        .start(() -> {
          try {
            serving.serve();
          } catch (ClosedChannelException | EOFException ended) {
            return;
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  private void serveDatagrams() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(65_535);
    while (true) {
      SocketAddress client = datagrams.receive(buffer.clear());
      byte[] question = new byte[buffer.flip().remaining()];
      buffer.get(question);
      for (Reply reply : script.datagrams(read(question))) {
        send(reply, client);
      }
    }
  }

  private void send(Reply reply, SocketAddress client) throws IOException {
    if (reply.delayMillis == 0) {
      reply.sendTo(client, datagrams);
    } else {
      run(() -> {
        LockSupport.parkNanos(reply.delayMillis * 1_000_000);
        reply.sendTo(client, datagrams);
      });
    }
  }

  private void serveConnections() throws IOException {
    while (true) {
      SocketChannel client = listener.accept();
      CompletableFuture<Boolean> _ = Threads.start(() -> serve(client));
    }
  }

  private boolean serve(SocketChannel client) throws IOException {
    try (client) {
      DataInputStream in = new DataInputStream(client.socket().getInputStream());
      byte[] answer = script.connection(read(in.readNBytes(in.readUnsignedShort())));
      DataOutputStream out = new DataOutputStream(client.socket().getOutputStream());
      out.writeShort(answer.length);
      out.write(answer);
      return true;
    }
  }

  private Message read(byte[] question) throws IOException {
    Message message = new Message(question);
    asked.add(message.getQuestion().getName().toString(true).toLowerCase(Locale.ROOT));
    return message;
  }

  /// An answer without records.
  static Message answer(Message question) {
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    return answer;
  }

  /// An answer with one address, to be kept for no time.
  static Message answer(Message question, String address) {
    Message answer = answer(question);
    answer.addRecord(address(question.getQuestion(), address), Section.ANSWER);
    return answer;
  }

  private static Record address(Record question, String address) {
    return new ARecord(question.getName(), DClass.IN, 0, InetAddress.ofLiteral(address));
  }
}
