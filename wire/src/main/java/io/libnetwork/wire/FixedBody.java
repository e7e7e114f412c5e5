package io.libnetwork.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body of a known length; one that is shorter fails.
final class FixedBody extends InputStream {

  private final InputStream in;
  private long left;

  /// @param left how many bytes it has
  FixedBody(InputStream in, long left) {
    this.in = in;
    this.left = left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(to, from, (int) Math.min(most, left));
    if (count < 0) {
      throw new EOFException(left + " bytes before its end");
    }
    left -= count;
    return count;
  }
}
