package io.libnetwork.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A daemon that knows nothing but recorded answers, at a real socket, and keeps what it was asked.
final class FakeDaemon implements AutoCloseable {

  private record Recorded(int status, String body) {}

  private final Map<String, Recorded> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ServerSocketChannel server;
  private final Path socket;

  private FakeDaemon(Path socket, ServerSocketChannel server) {
    this.socket = socket;
    this.server = server;
  }

  static FakeDaemon in(Path folder) throws IOException {
    Path socket = folder.toAbsolutePath().resolve("fake.sock");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    FakeDaemon daemon = new FakeDaemon(socket, server);
    Thread.ofPlatform().daemon().start(daemon::serve);
    return daemon;
  }

  /// Answers a request from now on.
  ///
  /// @param request as in `GET /networks`
  FakeDaemon answer(String request, int status, String body) {
    answers.put(request, new Recorded(status, body));
    return this;
  }

  String address() {
    return "unix://" + socket;
  }

  /// As in `GET /networks`, with the body behind a space where there was one.
  List<String> asked() {
    return asked;
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel client = server.accept()) {
          byte[] body = answer(client).getBytes(StandardCharsets.UTF_8);
          Channels.newOutputStream(client).write(body);
        }
      }
    } catch (ClosedChannelException over) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String answer(SocketChannel client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
    String first = in.readLine();
    String request = first.substring(0, first.lastIndexOf(' '));
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    char[] body = new char[length];
    int read = 0;
    while (read < length) {
      read += in.read(body, read, length - read);
    }
    asked.add(length == 0 ? request : request + " " + new String(body));
    Recorded answer =
        answers.getOrDefault(
            request, new Recorded(404, "{\"message\":\"nothing recorded for " + request + "\"}"));
    return "HTTP/1.1 %d X\r\n\r\n%s".formatted(answer.status(), answer.body());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
