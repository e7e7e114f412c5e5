package io.libnetwork.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body in pieces, each with its length before it, RFC 9112 section 7.1. One that ends without
/// the piece of no length fails.
final class ChunkedBody extends InputStream {

  private static final int HEX = 16;
  private static final int MOST_DIGITS = 8;

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean over;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    if (left == 0 && !over) {
      next();
    }
    if (over) {
      return -1;
    }
    int count = in.read(to, from, (int) Math.min(most, left));
    if (count < 0) {
      throw new EOFException(left + " bytes before the end of a piece");
    }
    left -= count;
    return count;
  }

  private void next() throws IOException {
    if (begun && !HttpHead.line(in).isEmpty()) {
      throw new ApiException.Broken("a piece of the daemon's answer is longer than it says");
    }
    begun = true;
    left = length(HttpHead.line(in));
    if (left == 0) {
      over = true;
      String trailer = HttpHead.line(in);
      while (!trailer.isEmpty()) {
        trailer = HttpHead.line(in);
      }
    }
  }

  private static long length(String line) {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      throw new ApiException.Broken("a piece of the daemon's answer has the length '" + line + "'");
    }
    try {
      return Long.parseUnsignedLong(digits, HEX);
    } catch (NumberFormatException wrong) {
      throw new ApiException.Broken(
          "a piece of the daemon's answer has the length '" + line + "'", wrong);
    }
  }
}
