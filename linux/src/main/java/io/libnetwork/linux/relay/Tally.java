package io.libnetwork.linux.relay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// The counters of one port; connections of one port may be on several threads.
final class Tally {

  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();

  void begun() {
    begun.incrementAndGet();
  }

  void ended() {
    ended.incrementAndGet();
  }

  void refused(int count) {
    refused.add(count);
  }

  void in(long bytes) {
    bytesIn.add(bytes);
  }

  void out(long bytes) {
    bytesOut.add(bytes);
  }

  RelayCounts counts() {
    long gone = ended.get();
    long all = begun.get();
    return new RelayCounts(all, all - gone, refused.sum(), bytesIn.sum(), bytesOut.sum());
  }
}
