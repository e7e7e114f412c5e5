package io.libnetwork.http;

import java.io.IOException;

/// The body of a request.
@FunctionalInterface
public interface RequestBody {

  /// The largest that is read, in bytes.
  int LARGEST = 1 << 20;

  /// No body.
  RequestBody NONE = () -> new byte[0];

  /// All of it.
  ///
  /// @throws TooLargeException if it has more than [#LARGEST] bytes
  /// @throws IOException if who asks has gone, or takes too long
  byte[] read() throws IOException;

  /// More than a request may have.
  final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Names the bound.
    public TooLargeException() {
      super("the body has more than %d bytes".formatted(LARGEST));
    }
  }
}
