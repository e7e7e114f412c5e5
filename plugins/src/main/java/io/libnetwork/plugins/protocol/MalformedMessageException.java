package io.libnetwork.plugins.protocol;

/// A message in which something is missing, or has another form than the protocol says.
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message which message, which member, what is wrong and what was expected
  MalformedMessageException(String message) {
    super(message);
  }

  MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
