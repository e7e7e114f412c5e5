package io.libnetwork.wire;

/// A text that is not the one value of JSON that it should be.
public final class MalformedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
