package io.libnetwork;

import org.jspecify.annotations.Nullable;

/// The one exception this library throws for what a caller, the kernel or a driver did wrong.
///
/// Its kinds are those of Docker's API, so that a daemon's status codes are one exhaustive `switch`
/// over the permitted classes. A message says in lower case what happened, to which object, why,
/// and where it helps what to do next; it always contains the offending value.
///
/// An operation that throws has undone its steps; failures of the undoing are
/// [suppressed][Throwable#getSuppressed()] exceptions of the one thrown.
public abstract sealed class NetworkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NetworkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The object named does not exist.
  public static final class NotFound extends NetworkException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }
  }

  /// An argument is malformed, out of its range, or contradicts another.
  public static final class InvalidParameter extends NetworkException {
    private static final long serialVersionUID = 1L;

    public InvalidParameter(String message) {
      super(message, null);
    }

    public InvalidParameter(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// A name, id or port is taken by another object.
  public static final class Conflict extends NetworkException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message, null);
    }
  }

  /// The object's state, an address or prefix that another object has, or the process's rights
  /// forbid the operation.
  public static final class Forbidden extends NetworkException {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
      super(message, null);
    }

    public Forbidden(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Nothing is left of what was asked for, or what it needs is missing for now.
  public static final class Unavailable extends NetworkException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message, null);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The driver, the platform or the kernel has no such feature.
  public static final class NotImplemented extends NetworkException {
    private static final long serialVersionUID = 1L;

    public NotImplemented(String message) {
      super(message, null);
    }

    public NotImplemented(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The calling thread was interrupted; the steps done are undone.
  public static final class Cancelled extends NetworkException {
    private static final long serialVersionUID = 1L;

    public Cancelled(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The operation's deadline passed; the steps done are undone.
  public static final class DeadlineExceeded extends NetworkException {
    private static final long serialVersionUID = 1L;

    public DeadlineExceeded(String message) {
      super(message, null);
    }

    public DeadlineExceeded(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The kernel or a part of ours failed in a way the caller did not cause.
  public static final class System extends NetworkException {
    private static final long serialVersionUID = 1L;

    public System(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
