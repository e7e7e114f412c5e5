package io.libnetwork.linux.relay;

import java.util.concurrent.atomic.AtomicInteger;

/// So many and no more.
final class Admission {

  private final int most;
  private final AtomicInteger present = new AtomicInteger();

  Admission(int most) {
    this.most = most;
  }

  /// Lets one more in, unless there are as many as may be.
  boolean enter() {
    boolean room = present.incrementAndGet() <= most;
    if (!room) {
      present.decrementAndGet();
    }
    return room;
  }

  void leave() {
    present.decrementAndGet();
  }
}
