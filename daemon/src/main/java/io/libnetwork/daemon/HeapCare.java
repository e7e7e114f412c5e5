package io.libnetwork.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Has the heap's old part collected when it has grown to twice what was alive in it.
///
/// The serial collector moves there what has outlived two collections of the young part, which what
/// waits for the kernel does. It lets it grow so, garbage for the most part, until the largest heap
/// is full, and gives nothing back before.
///
/// A collection stops the daemon for two milliseconds or so for each megabyte alive. Packets do not
/// wait for it: the kernel moves them.
final class HeapCare {

  private static final String OLD = "Tenured Gen";
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /// Below this many bytes nothing would be gained.
  static final long ENOUGH = 16L << 20;

  private final LongSupplier used;
  private final Runnable collection;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("libnetwork-heap").daemon().factory());

  /// What was used after the last collection.
  private long alive;

  /// @param used in the old part, in bytes
  /// @param collection of all of the heap
  HeapCare(LongSupplier used, Runnable collection) {
    this.used = used;
    this.collection = collection;
  }

  /// Begins, with what was needed for the start alone, and goes on as long as the process does.
  /// Nothing is done where the heap is another collector's, which knows when it has to work.
  static void begin() {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().equals(OLD))
        .findFirst()
        .map(old -> new HeapCare(() -> old.getUsage().getUsed(), System::gc))
        .ifPresent(HeapCare::lookOften);
  }

  private void lookOften() {
    ScheduledFuture<?> _ =
        timer.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    if (alive == 0 || used.getAsLong() > Math.max(ENOUGH, 2 * alive)) {
      collection.run();
      alive = Math.max(1, used.getAsLong());
    }
  }
}
