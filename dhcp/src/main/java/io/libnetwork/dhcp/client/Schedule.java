package io.libnetwork.dhcp.client;

import io.libnetwork.linux.frames.FrameLoop.Pending;
import java.time.Duration;

/// The time a client goes by.
public interface Schedule {

  /// Now, in nanoseconds from some moment on, as [System#nanoTime] tells it.
  long now();

  /// Has something done once, on the client's thread, when a time has passed.
  Pending after(Duration delay, Runnable task);
}
