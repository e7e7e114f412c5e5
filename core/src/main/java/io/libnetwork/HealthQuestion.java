package io.libnetwork;

import io.libnetwork.address.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// One question to one backend whether it is well. Used by one thread, which it keeps waiting
/// nowhere.
final class HealthQuestion {

  /// `HTTP/1.1 200`: RFC 9112 section 4.
  private static final Pattern WELL = Pattern.compile("HTTP/1\\.[01] [23]\\d\\d[^\\d]?.*");

  private static final int STATUS = 12;

  private final HealthChecks.Subject subject;
  private final SocketChannel channel;
  private final Optional<String> path;
  private final IpAddress address;
  private final long deadline;
  private final ByteBuffer answer = ByteBuffer.allocate(STATUS + 1);

  /// @param channel opened in the host's namespace
  /// @param deadline of [System#nanoTime]
  HealthQuestion(
      HealthChecks.Subject subject, SocketChannel channel, HealthCheck check, long deadline) {
    this.subject = subject;
    this.channel = channel;
    this.path = check.path();
    this.address = subject.address();
    this.deadline = deadline;
  }

  HealthChecks.Subject subject() {
    return subject;
  }

  boolean late(long now) {
    return left(now) <= 0;
  }

  /// The nanoseconds until it is late.
  long left(long now) {
    return deadline - now;
  }

  /// Begins to ask.
  void begin(Selector selector, HealthCheck check) throws IOException {
    channel.configureBlocking(false);
    boolean _ =
        channel.connect(new InetSocketAddress(address.toInetAddress(), check.port().number()));
    SelectionKey _ = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /// Goes on.
  ///
  /// @return whether it is well; empty where that is not known yet
  Optional<Boolean> proceed(SelectionKey key) {
    try {
      if (key.isConnectable()) {
        return connected(key);
      }
      return channel.read(answer) < 0 || !answer.hasRemaining()
          ? Optional.of(well())
          : Optional.empty();
    } catch (IOException refused) {
      return Optional.of(false);
    }
  }

  private Optional<Boolean> connected(SelectionKey key) throws IOException {
    if (!channel.finishConnect()) {
      return Optional.empty();
    }
    if (path.isEmpty()) {
      return Optional.of(true);
    }
    String request =
        "GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path.get(), host());
    ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    int written = channel.write(bytes);
    SelectionKey _ = key.interestOps(SelectionKey.OP_READ);
    // A fresh connection takes a thousand bytes at once.
    return written == bytes.limit() ? Optional.empty() : Optional.of(false);
  }

  private String host() {
    return address.toInetAddress() instanceof java.net.Inet6Address
        ? "[" + address + "]"
        : address.toString();
  }

  private boolean well() {
    String status = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    return WELL.matcher(status).matches();
  }

  /// Ends it, answered or not.
  void end() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
