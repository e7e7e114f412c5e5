package io.libnetwork.firewalld;

/// The bus cannot be reached, or nobody answers there in time.
final class SilentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SilentException(String message) {
    super(message);
  }

  SilentException(String message, Throwable cause) {
    super(message, cause);
  }
}
