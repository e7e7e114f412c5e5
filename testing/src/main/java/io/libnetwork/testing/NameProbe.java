package io.libnetwork.testing;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Asks the name server of a container for addresses, as the container would.
public final class NameProbe implements AutoCloseable {

  private static final InetSocketAddress SERVER =
      new InetSocketAddress(Ipv4Address.parse("127.0.0.11").toInetAddress(), 53);
  private static final int ROOM = 512;

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;

  private NameProbe(NamespaceThread thread, NetworkNamespace namespace) {
    this.thread = thread;
    this.namespace = namespace;
  }

  /// A probe inside the namespace bound at a path.
  public static NameProbe in(NamespaceThread thread, Path namespace) {
    SocketClasses.initialise();
    return new NameProbe(thread, NetworkNamespace.open(namespace));
  }

  /// The addresses of a name, in the order of the answer; none where it has none.
  ///
  /// @param limit how long an answer may take
  /// @throws UncheckedIOException when there is none in that time
  public List<IpAddress> ask(String name, IpFamily family, Duration limit) {
    int type = family == IpFamily.V4 ? Type.A : Type.AAAA;
    try (DatagramChannel channel =
        thread.call(namespace, () -> DatagramChannel.open(StandardProtocolFamily.INET))) {
      Record question = Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN);
      byte[] query = Message.newQuery(question).toWire();
      channel.connect(SERVER);
      channel.socket().setSoTimeout(Math.toIntExact(limit.toMillis()));
      channel.socket().send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[ROOM], ROOM);
      channel.socket().receive(answer);
      byte[] message = Arrays.copyOf(answer.getData(), answer.getLength());
      return addresses(new Message(message));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    namespace.close();
  }

  private static List<IpAddress> addresses(Message answer) {
    return answer.getSection(Section.ANSWER).stream().map(NameProbe::address).toList();
  }

  private static IpAddress address(Record record) {
    return switch (record) {
      case ARecord v4 -> IpAddress.of(v4.getAddress().getAddress());
      case AAAARecord v6 -> IpAddress.of(v6.getAddress().getAddress());
      default -> throw new IllegalStateException("an answer that is no address: " + record);
    };
  }
}
