package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;

/// Why a call of a plugin has no answer that helps.
public abstract sealed class PluginException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private PluginException(String message) {
    super(message);
  }

  private PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The same as callers of the library know it.
  abstract NetworkException translated();

  /// Whether the plugin may have done what it was asked.
  public boolean unclear() {
    return false;
  }

  /// The plugin said no, in its own words.
  public static final class Refused extends PluginException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    @Override
    NetworkException translated() {
      return new NetworkException.System(text(this), this);
    }
  }

  /// The plugin does not know the call.
  public static final class Unknown extends PluginException {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }

    @Override
    NetworkException translated() {
      return new NetworkException.NotImplemented(text(this), this);
    }
  }

  /// Nothing was asked: nobody listens, or he is left in peace for a while.
  public static final class NotReached extends PluginException {
    private static final long serialVersionUID = 1L;

    NotReached(String message) {
      super(message);
    }

    NotReached(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    NetworkException translated() {
      return new NetworkException.Unavailable(text(this), this);
    }
  }

  /// It was asked, and has not answered within the deadline.
  public static final class Late extends PluginException {
    private static final long serialVersionUID = 1L;

    Late(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean unclear() {
      return true;
    }

    @Override
    NetworkException translated() {
      return new NetworkException.DeadlineExceeded(text(this), this);
    }
  }

  /// It was asked, and what came back is no answer: cut off, or something else than the protocol
  /// says.
  public static final class Broken extends PluginException {
    private static final long serialVersionUID = 1L;

    Broken(String message, Throwable cause) {
      super(message, cause);
    }

    Broken(String message) {
      super(message);
    }

    @Override
    public boolean unclear() {
      return true;
    }

    @Override
    NetworkException translated() {
      return new NetworkException.System(text(this), this);
    }
  }

  /// The caller was interrupted; the plugin may have been asked.
  public static final class Interrupted extends PluginException {
    private static final long serialVersionUID = 1L;

    Interrupted(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean unclear() {
      return true;
    }

    @Override
    NetworkException translated() {
      return new NetworkException.Cancelled(text(this), this);
    }
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
