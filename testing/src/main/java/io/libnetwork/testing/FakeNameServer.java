package io.libnetwork.testing;

import io.libnetwork.Sandbox;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// A name server as others run one, at port 53 of an address: everything under `example.org` has
/// one address, 192.0.2.1, and texts of more than a datagram carries; there is nothing else.
public final class FakeNameServer implements AutoCloseable {

  private static final int PORT = 53;
  private static final int TTL = 300;

  private final DatagramChannel datagrams;
  private final ServerSocketChannel listener;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private FakeNameServer(DatagramChannel datagrams, ServerSocketChannel listener) {
    this.datagrams = datagrams;
    this.listener = listener;
  }

  /// On a host; bound when this returns.
  ///
  /// @param address one of the host's own
  public static FakeNameServer open(TestHost host, String address) throws IOException {
    return open(host.thread(), host.namespacePath(), address);
  }

  /// In a sandbox, as [#open(TestHost, String)].
  public static FakeNameServer open(TestHost host, Sandbox sandbox, String address)
      throws IOException {
    return open(host.thread(), Path.of(sandbox.key()), address);
  }

  private static FakeNameServer open(NamespaceThread thread, Path path, String address)
      throws IOException {
    InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral(address), PORT);
    try (NetworkNamespace namespace = NetworkNamespace.open(path)) {
      FakeNameServer upstream =
          thread.call(
              namespace,
              () -> {
                try {
                  return new FakeNameServer(
                      DatagramChannel.open(StandardProtocolFamily.INET),
                      ServerSocketChannel.open(StandardProtocolFamily.INET));
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
      upstream.datagrams.bind(at);
      upstream.listener.bind(at);
      Thread.ofPlatform().daemon().name("upstream-udp").start(upstream::serveDatagrams);
      Thread.ofPlatform().daemon().name("upstream-tcp").start(upstream::serveConnections);
      return upstream;
    }
  }

  /// The names it has been asked for, in order.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    listener.close();
  }

  private void serveDatagrams() {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(65_535);
      while (true) {
        SocketAddress client = datagrams.receive(buffer.clear());
        byte[] question = new byte[buffer.flip().remaining()];
        buffer.get(question);
        datagrams.send(ByteBuffer.wrap(answer(question, 512)), client);
      }
    } catch (ClosedChannelException closed) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serveConnections() {
    try {
      while (true) {
        try (SocketChannel client = listener.accept()) {
          DataInputStream in = new DataInputStream(client.socket().getInputStream());
          byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), 65_535);
          DataOutputStream out = new DataOutputStream(client.socket().getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
        }
      }
    } catch (ClosedChannelException closed) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private byte[] answer(byte[] bytes, int room) throws IOException {
    Message question = new Message(bytes);
    Record record = question.getQuestion();
    Name name = record.getName();
    asked.add(name.toString().toLowerCase(java.util.Locale.ROOT));
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(record, Section.QUESTION);
    if (!name.subdomain(Name.fromString("example.org."))) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (record.getType() == Type.A) {
      answer.addRecord(
          new ARecord(name, DClass.IN, TTL, InetAddress.ofLiteral("192.0.2.1")), Section.ANSWER);
    } else if (record.getType() == Type.TXT) {
      for (int i = 0; i < 40; i++) {
        String text = i + "x".repeat(50);
        answer.addRecord(new TXTRecord(name, DClass.IN, TTL, text), Section.ANSWER);
      }
    }
    return answer.toWire(room);
  }
}
