package io.libnetwork.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// One request and its answer over a connection that is open, by HTTP/1.1 (RFC 9112): for whoever
/// speaks a protocol that stands on it.
public final class HttpExchange {

  private HttpExchange() {}

  /// Sends a request after which the connection is not used again.
  ///
  /// @param host by which name whoever listens is called
  /// @param more headers besides those of the request
  /// @throws IOException if it could not be sent, or not all of it
  public static void send(Request request, String host, Map<String, String> more, OutputStream out)
      throws IOException {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(200);
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    header(head, "Host", host);
    header(head, "User-Agent", "libnetwork");
    header(head, "Connection", "close");
    more.forEach((name, value) -> header(head, name, value));
    if (!request.type().isEmpty()) {
      header(head, "Content-Type", request.type());
    }
    if (!request.method().equals("GET")) {
      header(head, "Content-Length", Integer.toString(body.length));
    }
    request.headers().forEach((name, value) -> header(head, name, value));
    byte[] begin = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(begin, begin.length + body.length);
    System.arraycopy(body, 0, all, begin.length, body.length);
    out.write(all);
    out.flush();
  }

  /// Reads the whole answer, whatever its status says.
  ///
  /// @param most bytes its body may have
  /// @throws IOException if it is cut off
  /// @throws ApiException.Broken if it is no answer of HTTP, or has more
  public static Reply receive(InputStream from, int most) throws IOException {
    InputStream in = new BufferedInputStream(from);
    HttpHead head = HttpHead.read(in);
    byte[] body = head.body(in).readNBytes(most + 1);
    if (body.length > most) {
      throw new ApiException.Broken("the answer has more than " + most + " bytes");
    }
    return new Reply(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
