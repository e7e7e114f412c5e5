package io.libnetwork.cli.demo;

/// What was seen is not what should have been seen.
public final class UnexpectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A surprise.
  ///
  /// @param message what was seen, and what was expected
  public UnexpectedException(String message) {
    super(message);
  }
}
