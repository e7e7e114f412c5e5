package io.libnetwork.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// A daemon behind a socket, asked by HTTP/1.1 (RFC 9112): one connection for each request.
///
/// Safe for use by many threads.
public final class HttpApi implements Api {

  /// The most that an answer may have, in bytes.
  static final int LARGEST = 64 << 20;

  private static final int FIRST_FAILURE = 400;

  private final DaemonAddress address;
  private final Dialing dialing;
  private final Duration limit;
  private final String token;

  private HttpApi(DaemonAddress address, Dialing dialing, Duration limit, String token) {
    this.address = address;
    this.dialing = dialing;
    this.limit = limit;
    this.token = token;
  }

  /// A daemon at a socket of this machine. Nothing is opened yet.
  ///
  /// @param limit how long a whole answer may take, and a stream may be silent
  public static HttpApi at(DaemonAddress.Unix address, Duration limit) {
    return new HttpApi(address, new Dialing.ToUnix(address), limit, "");
  }

  /// A daemon at a port of TCP. Nothing is opened yet.
  public static HttpApi at(DaemonAddress.Tls address, TlsFiles files, Duration limit) {
    return new HttpApi(address, new Dialing.ToTls(address, files), limit, "");
  }

  /// The same, where each request bears a token (RFC 6750).
  ///
  /// @param bearer of letters, digits and signs, as its file has it
  /// @throws IllegalArgumentException if it has anything else
  public HttpApi bearing(String bearer) {
    for (int i = 0; i < bearer.length(); i++) {
      if (bearer.charAt(i) <= ' ' || bearer.charAt(i) >= 0x7f) {
        throw new IllegalArgumentException("a token has no spaces, and nothing but ASCII");
      }
    }
    return new HttpApi(address, dialing, limit, bearer);
  }

  @Override
  public String place() {
    return address.toString();
  }

  @Override
  public Reply call(Request request) {
    Wire wire = dialing.dial(limit);
    TimeLimit time = new TimeLimit(limit, wire);
    try (wire;
        time) {
      send(request, wire);
      InputStream in = new BufferedInputStream(wire.in());
      HttpHead head = HttpHead.read(in);
      String text = whole(head, in);
      if (head.status() >= FIRST_FAILURE) {
        throw refused(head, text);
      }
      return new Reply(head.status(), head.headers(), text);
    } catch (IOException failure) {
      throw broken(request, time, failure);
    }
  }

  @Override
  public Lines open(Request request) {
    Wire wire = dialing.dial(limit);
    TimeLimit time = new TimeLimit(limit, wire);
    HttpLines lines = new HttpLines(this, request, wire, time);
    try {
      send(request, wire);
      InputStream in = new BufferedInputStream(wire.in());
      HttpHead head = HttpHead.read(in);
      if (head.status() >= FIRST_FAILURE) {
        throw refused(head, whole(head, in));
      }
      lines.of(head.body(in));
      return lines;
    } catch (IOException failure) {
      lines.close();
      throw broken(request, time, failure);
    } catch (ApiException failure) {
      lines.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    // Nothing is kept open between two requests.
  }

  private void send(Request request, Wire wire) throws IOException {
    Map<String, String> more =
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    HttpExchange.send(request, host(), more, wire.out());
  }

  private String host() {
    return address instanceof DaemonAddress.Tls tls
        ? (tls.host().contains(":") ? "[" + tls.host() + "]" : tls.host()) + ":" + tls.port()
        : "localhost";
  }

  private static String whole(HttpHead head, InputStream in) throws IOException {
    byte[] body = head.body(in).readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new ApiException.Broken(
          "the daemon's answer has more than " + LARGEST + " bytes; ask for less with --filter");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /// What a daemon says of a failure is the member `message` of its body, as Docker's Engine has
  /// it.
  private static ApiException.Refused refused(HttpHead head, String text) {
    String message = text.strip();
    try {
      if (JsonValue.parse(text) instanceof JsonObject object && !object.text("message").isEmpty()) {
        message = object.text("message");
      }
    } catch (MalformedJsonException notOfOurs) {
      message = text.strip();
    }
    return new ApiException.Refused(
        head.status(), message.isEmpty() ? "the daemon answered " + head.status() : message);
  }

  ApiException broken(Request request, TimeLimit time, IOException failure) {
    String what = request.method() + " " + request.target() + " at " + address;
    return time.over()
        ? new ApiException.Broken(
            "no answer to " + what + " within " + limit.toSeconds() + " s", failure)
        : new ApiException.Broken(
            "the answer to " + what + " was cut off: " + failure.getMessage(), failure);
  }
}
