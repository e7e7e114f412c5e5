package io.libnetwork.wire;

/// Why a request has no answer that helps: refused, not reached, or not understood.
public abstract sealed class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ApiException(String message) {
    super(message);
  }

  private ApiException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The daemon said no.
  public static final class Refused extends ApiException {

    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    /// The status of the answer, RFC 9110 section 15.
    private final int status;

    /// @param message what the daemon says
    public Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    /// 400 or above.
    public int status() {
      return status;
    }

    /// Whether what was asked for is not there.
    public boolean notFound() {
      return status == NOT_FOUND;
    }
  }

  /// Nobody listens, or he may not be asked.
  public static final class Unreachable extends ApiException {

    private static final long serialVersionUID = 1L;

    /// @param message where, why, and what to do
    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// What came back is no answer: cut off, too late, too large, or something else than HTTP.
  public static final class Broken extends ApiException {

    private static final long serialVersionUID = 1L;

    /// @param message what came instead
    public Broken(String message) {
      super(message);
    }

    /// As the other.
    public Broken(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
