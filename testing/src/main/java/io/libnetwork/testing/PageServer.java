package io.libnetwork.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A container's process: serves one page over HTTP on every address until its standard input ends.
///
/// Started by [ContainerProcess] in a JVM of its own, so it uses nothing but the JDK. Arguments:
/// the port, and the text of the page. It prints `ready` when it listens.
public final class PageServer {

  private PageServer() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    String page = arguments[1];
    try (ServerSocket server = new ServerSocket(port)) {
      Thread serving = Thread.ofPlatform().daemon().start(() -> serve(server, page));
      System.out.println("ready");
      System.out.flush();
      awaitEndOfInput();
      serving.interrupt();
    }
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Only the end of the input means anything.
    }
  }

  private static void serve(ServerSocket server, String page) {
    boolean open = true;
    while (open) {
      try (Socket client = server.accept()) {
        answer(client, page);
      } catch (IOException ended) {
        open = !server.isClosed();
      }
    }
  }

  /// The page names the client as the server sees it, so that a test can tell whether an address
  /// was translated.
  private static void answer(Socket client, String page) throws IOException {
    client.setSoTimeout(2_000);
    byte[] request = new byte[1_024];
    int read = client.getInputStream().read(request);
    if (read <= 0) {
      return;
    }
    byte[] body =
        (page + "\nclient " + client.getInetAddress().getHostAddress() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().write(body);
    client.getOutputStream().flush();
  }
}
