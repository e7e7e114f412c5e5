package io.libnetwork.linux;

import java.time.Duration;

/// When this process last had the kernel change links, addresses, routes and the like, for which it
/// has one lock: so that what holds that lock for long can be asked for when nobody else wants it.
public final class KernelChanges {

  /// As of [System#nanoTime].
  private static volatile long last = System.nanoTime();

  private KernelChanges() {}

  /// Notes that something is changed now.
  public static void note() {
    last = System.nanoTime();
  }

  /// How long nothing was changed, by whichever thread.
  public static Duration sinceLast() {
    return Duration.ofNanos(System.nanoTime() - last);
  }
}
