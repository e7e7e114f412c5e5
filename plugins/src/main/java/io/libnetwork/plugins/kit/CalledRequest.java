package io.libnetwork.plugins.kit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A call as it comes by HTTP/1.1, RFC 9112: where it goes, and what it says.
///
/// @param path as in `/NetworkDriver.Join`
/// @param body empty for none
record CalledRequest(String path, String body) {

  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_LINES = 100;
  private static final int LARGEST = 1 << 20;
  private static final String METHOD = "POST ";

  /// @throws IOException if it is cut off, too large, or something else
  static CalledRequest read(InputStream in) throws IOException {
    String first = line(in);
    int end = first.indexOf(' ', METHOD.length());
    if (!first.startsWith(METHOD) || end < 0) {
      throw new IOException("no call of a plugin: '" + first + "'");
    }
    int length = 0;
    boolean chunked = false;
    int lines = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (++lines > MOST_LINES) {
        throw new IOException("more than " + MOST_LINES + " headers");
      }
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = number(header.substring("content-length:".length()).strip(), 10);
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.endsWith("chunked");
      }
    }
    String body = chunked ? chunks(in) : exactly(in, length);
    return new CalledRequest(first.substring(METHOD.length(), end), body);
  }

  private static String exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the call was cut off");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String chunks(InputStream in) throws IOException {
    StringBuilder all = new StringBuilder();
    for (int size = number(line(in), 16); size > 0; size = number(line(in), 16)) {
      all.append(exactly(in, size));
      String _ = line(in);
      if (all.length() > LARGEST) {
        throw new IOException("a call of more than " + LARGEST + " bytes");
      }
    }
    return all.toString();
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= LARGEST) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      throw new IOException("no length of a call: '" + text + "'", malformed);
    }
    throw new IOException("a call of " + text + " bytes, which is too large");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the call was cut off");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }
}
