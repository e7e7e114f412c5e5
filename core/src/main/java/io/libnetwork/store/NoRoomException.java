package io.libnetwork.store;

import java.io.IOException;

/// A journal's disk is full, or the quota of its owner is used up.
public final class NoRoomException extends IOException {

  private static final long serialVersionUID = 1L;

  public NoRoomException(String message, Throwable cause) {
    super(message, cause);
  }
}
