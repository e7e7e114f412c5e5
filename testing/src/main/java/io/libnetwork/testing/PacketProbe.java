package io.libnetwork.testing;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// Asks with real packets who reaches whom: opens sockets inside a namespace, and uses them from
/// outside.
public final class PacketProbe implements AutoCloseable {

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;

  private PacketProbe(NamespaceThread thread, NetworkNamespace namespace) {
    this.thread = thread;
    this.namespace = namespace;
  }

  /// What came of an attempt.
  public sealed interface Outcome {

    /// There was an answer.
    record Answered(String text) implements Outcome {}

    /// Somebody said no.
    record Refused(String why) implements Outcome {}

    /// Nobody answered in time.
    record Silent() implements Outcome {}
  }

  /// A probe inside the namespace bound at a path.
  public static PacketProbe in(NamespaceThread thread, Path namespace) {
    SocketClasses.initialise();
    return new PacketProbe(thread, NetworkNamespace.open(namespace));
  }

  /// Fetches a page over HTTP.
  public Outcome fetch(IpAddress address, int port, Duration limit) {
    try (SocketChannel channel = thread.call(namespace, SocketChannel::open)) {
      Socket socket = channel.socket();
      int millis = Math.toIntExact(limit.toMillis());
      socket.connect(new InetSocketAddress(address.toInetAddress(), port), millis);
      socket.setSoTimeout(millis);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome.Answered(answer);
    } catch (SocketTimeoutException late) {
      return new Outcome.Silent();
    } catch (ConnectException | NoRouteToHostException refused) {
      return new Outcome.Refused(String.valueOf(refused.getMessage()));
    } catch (IOException failure) {
      return new Outcome.Refused(String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public void close() {
    namespace.close();
  }
}
