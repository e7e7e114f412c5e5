package io.libnetwork.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A connection that is open: bytes to one side and from it.
///
/// @param end closes it, whoever reads or writes at the time
public record Wire(InputStream in, OutputStream out, Closeable end) implements Closeable {

  @Override
  public void close() throws IOException {
    end.close();
  }
}
