package io.libnetwork.linux.nftables;

import io.libnetwork.linux.foreign.Descriptors;
import java.util.ArrayDeque;
import java.util.Deque;

/// Some file descriptors below [#LIMIT], kept for contexts to be made when the process has so many
/// files open that the next one would have a higher number. Not for several threads.
final class LowDescriptors {

  /// `FD_SETSIZE` of `sys/select.h`: libnftables waits by select(2), which knows none above it.
  static final int LIMIT = 1024;

  private static final int MOST = 4;

  private final Deque<Integer> kept = new ArrayDeque<>();

  /// Keeps as many as there are to be, while there are some.
  void keep() {
    while (kept.size() < MOST) {
      int descriptor = Descriptors.open("/dev/null", Descriptors.O_RDONLY, 0);
      if (descriptor >= LIMIT) {
        Descriptors.close(descriptor);
        return;
      }
      kept.push(descriptor);
    }
  }

  /// Closes one, so that the next file to be opened gets its number.
  ///
  /// @return whether there was one
  boolean release() {
    Integer descriptor = kept.poll();
    if (descriptor == null) {
      return false;
    }
    Descriptors.close(descriptor);
    return true;
  }
}
