package io.libnetwork.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A client at a unix socket that sends whatever bytes it is given, and takes as long as it likes.
final class RawClient implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final SocketChannel channel;

  private RawClient(SocketChannel channel) {
    this.channel = channel;
  }

  static RawClient connect(Path socket) throws IOException {
    return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /// What is answered to one request on a connection of its own, whose answer ends with it.
  static Said ask(Path socket, String request) throws Exception {
    try (RawClient client = connect(socket)) {
      client.send(request);
      return client.said();
    }
  }

  /// A request whose answer ends the connection.
  static String request(String method, String target, String headers, String body) {
    return "%s %s HTTP/1.1\r\nHost: d\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(method, target, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  void send(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  /// Says that nothing more will be sent.
  void end() throws IOException {
    var _ = channel.shutdownOutput();
  }

  /// All that is answered until the connection ends.
  Said said() throws Exception {
    CompletableFuture<String> all =
        CompletableFuture.supplyAsync(this::all, task -> Thread.ofVirtual().start(task));
    try {
      return Said.parse(all.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } finally {
      close();
    }
  }

  private String all() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(8192);
    try {
      while (channel.read(some) >= 0) {
        all.write(some.array(), 0, some.position());
        some.clear();
      }
    } catch (IOException failure) {
      if (all.size() == 0) {
        throw new UncheckedIOException(failure);
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// An answer.
  ///
  /// @param status 0 where the connection ended without one
  record Said(int status, String text) {

    private static Said parse(String text) {
      boolean answered = text.startsWith("HTTP/1.1 ");
      return new Said(answered ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }
  }
}
