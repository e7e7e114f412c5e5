package io.libnetwork.daemon.tracing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Receives spans by OTLP over HTTP, as protobuf, at a port of 127.0.0.1.
final class Collector implements AutoCloseable {

  /// What it does with what it receives.
  enum Manner {
    TAKES,
    REFUSES,
    HANGS
  }

  private final ServerSocket server;
  private final Manner manner;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  private Collector(ServerSocket server, Manner manner) {
    this.server = server;
    this.manner = manner;
  }

  static Collector open(Manner manner) {
    try {
      Collector collector =
          new Collector(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manner);
      Thread.ofPlatform().daemon().name("collector").start(collector::accept);
      return collector;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /// All that was received.
  List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.add(client);
        Thread.ofPlatform().daemon().name("collector").start(() -> serve(client));
      } catch (IOException _) {
        // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      for (List<String> head = head(in); !head.isEmpty(); head = head(in)) {
        byte[] body = in.readNBytes(length(head));
        int _ = requests.incrementAndGet();
        if (manner == Manner.HANGS) {
          continue;
        }
        if (!head.getFirst().equals("POST /v1/traces HTTP/1.1")) {
          throw new IOException("asked for " + head.getFirst());
        }
        if (manner == Manner.TAKES) {
          spans.addAll(ReceivedSpan.read(body));
        }
        String status = manner == Manner.TAKES ? "200 OK" : "400 Bad Request";
        out.write(
            ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException _) {
      // gone
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.append((char) next);
      } else if (line.toString().isBlank()) {
        return lines;
      } else {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
    }
    return List.of();
  }

  private static int length(List<String> head) {
    return head.stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
