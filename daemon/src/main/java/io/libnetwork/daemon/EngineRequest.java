package io.libnetwork.daemon;

import io.libnetwork.http.Call;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request as a Docker Engine writes it, RFC 9112, its body with a length. What `Host` says makes
/// no difference, and may be nothing.
///
/// @param method as in `POST`
/// @param path as in `/Plugin.Activate`
/// @param headers by their names in lower case
record EngineRequest(String method, String path, Map<String, String> headers, RequestBody body) {

  private static final int HEAD_BYTES = 16_384;
  private static final Pattern LINE = Pattern.compile("([A-Z]{1,16}) (/[!-~]*) HTTP/1\\.[01]");
  private static final Pattern HEADER = Pattern.compile("([!-9;-~]+):[ \t]*(.*?)[ \t]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

  /// Tells the requests of this process from those of others, in logs.
  private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

  /// What is no request, or none that is taken.
  static final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedException(int status, String message) {
      super(message);
      this.status = status;
    }

    /// RFC 9110 section 15.
    int status() {
      return status;
    }
  }

  /// Reads the next request; empty where the connection has ended.
  ///
  /// @throws MalformedException where what comes is none; nothing behind it can be understood
  static Optional<EngineRequest> read(InputStream in) throws IOException, MalformedException {
    Head head = new Head(in);
    Optional<String> first = head.line();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Matcher line = LINE.matcher(first.get());
    if (!line.matches()) {
      throw new MalformedException(400, "malformed request: its first line is none of HTTP/1.1");
    }
    Map<String, String> headers = headers(head);
    return Optional.of(new EngineRequest(line.group(1), line.group(2), headers, body(in, headers)));
  }

  private static Map<String, String> headers(Head head) throws IOException, MalformedException {
    Map<String, String> headers = new HashMap<>();
    String line = head.requiredLine();
    while (!line.isEmpty()) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new MalformedException(400, "malformed request: a header is none");
      }
      String name = header.group(1).toLowerCase(Locale.ROOT);
      if (headers.putIfAbsent(name, header.group(2)) != null && name.equals("content-length")) {
        throw new MalformedException(400, "malformed request: it has two lengths");
      }
      line = head.requiredLine();
    }
    return headers;
  }

  private static RequestBody body(InputStream in, Map<String, String> headers)
      throws IOException, MalformedException {
    if (headers.containsKey("transfer-encoding")) {
      throw new MalformedException(411, "a request's body must come with its length");
    }
    String text = headers.getOrDefault("content-length", "0");
    if (!LENGTH.matcher(text).matches()) {
      throw new MalformedException(400, "malformed request: its length is no number");
    }
    int length = Integer.parseInt(text);
    if (length > RequestBody.LARGEST) {
      throw new MalformedException(
          413, "the body has more than %d bytes".formatted(RequestBody.LARGEST));
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("a request ended in its body");
    }
    return () -> body;
  }

  /// The lines before a body, of which there are so many bytes at most.
  private static final class Head {

    private final InputStream in;
    private int left = HEAD_BYTES;

    Head(InputStream in) {
      this.in = in;
    }

    String requiredLine() throws IOException, MalformedException {
      return line().orElseThrow(() -> new EOFException("a request ended in its head"));
    }

    /// The next line without its end; empty where there is nothing more.
    Optional<String> line() throws IOException, MalformedException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next != '\n') {
        if (next < 0) {
          throw new EOFException("a request ended in a line");
        }
        left--;
        if (left < 0) {
          throw new MalformedException(
              431, "the head of a request has more than %d bytes".formatted(HEAD_BYTES));
        }
        line.write(next);
        next = in.read();
      }
      String text = line.toString(StandardCharsets.ISO_8859_1);
      return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
  }

  /// Whether the connection is for further requests, too.
  boolean keepsAlive() {
    return !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
  }

  Call call() {
    return new Call(
        HexFormat.of().toHexDigits(NUMBERS.incrementAndGet()),
        method,
        path,
        Map.of(),
        Query.NONE,
        headers,
        body);
  }
}
