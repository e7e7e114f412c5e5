package io.libnetwork.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The beginning of an answer, RFC 9112 sections 4 and 5: its status and its headers.
///
/// @param headers by their names in lower case; of several with one name the first
record HttpHead(int status, Map<String, String> headers) {

  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_HEADERS = 100;
  private static final int FIRST_FINAL = 200;

  /// Reads the head of the answer that counts: those that only announce one (1xx) are passed over.
  ///
  /// @throws EOFException if it is cut off
  /// @throws ApiException.Broken if it is something else
  static HttpHead read(InputStream in) throws IOException {
    HttpHead head = one(in);
    while (head.status() < FIRST_FINAL) {
      head = one(in);
    }
    return head;
  }

  private static HttpHead one(InputStream in) throws IOException {
    int status = status(line(in));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() >= MOST_HEADERS) {
        throw new ApiException.Broken(
            colon <= 0
                ? "the daemon's answer has a header without a colon: '" + line + "'"
                : "the daemon's answer has more than " + MOST_HEADERS + " headers");
      }
      headers.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new HttpHead(status, headers);
  }

  /// From a line as in `HTTP/1.1 200 OK`.
  private static int status(String line) {
    int end = "HTTP/1.1 200".length();
    if (line.startsWith("HTTP/1.") && line.length() >= end && line.charAt(8) == ' ') {
      int status = 0;
      for (int i = 9; i < end; i++) {
        int digit = line.charAt(i) - '0';
        status = digit < 0 || digit > 9 ? Integer.MIN_VALUE : status * 10 + digit;
      }
      if (status >= 100 && (line.length() == end || line.charAt(end) == ' ')) {
        return status;
      }
    }
    throw new ApiException.Broken(
        "whoever listens there does not speak HTTP: he answered '" + line + "'");
  }

  /// A line without its end.
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    int read = in.read();
    while (read != '\n') {
      if (read < 0) {
        throw new EOFException(
            line.size() == 0 ? "the connection ended" : "the connection ended within a line");
      }
      if (line.size() >= LONGEST_LINE) {
        throw new ApiException.Broken(
            "the daemon's answer has a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(read);
      read = in.read();
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /// The body that follows, which ends by itself (RFC 9112 section 6.3).
  ///
  /// @param in where the head was read from
  InputStream body(InputStream in) {
    String coding = headers.getOrDefault("transfer-encoding", "");
    if (coding.equalsIgnoreCase("chunked")) {
      return new ChunkedBody(in);
    }
    if (!coding.isEmpty()) {
      throw new ApiException.Broken("the daemon's answer is encoded as '" + coding + "'");
    }
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    String length = headers.get("content-length");
    return length == null ? in : new FixedBody(in, length(length));
  }

  private static long length(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException wrong) {
      throw new ApiException.Broken("the daemon's answer has the length '" + text + "'", wrong);
    }
  }
}
