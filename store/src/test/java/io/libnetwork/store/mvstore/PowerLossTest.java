package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.store.Recovery;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The power fails before each thing a store asks of the disk, several times with another part of
/// what was not synced: everything acknowledged is there.
class PowerLossTest {

  private static final int COMMITS = 150;
  private static final int LOSSES_AT_EACH_STEP = 3;

  /// @param acknowledged when the power failed
  /// @param step what was asked of the disk next
  private record Loss(MemoryDisk left, long acknowledged, String step) {}

  @Test
  void everythingAcknowledgedIsThere() throws IOException {
    long seed = new Random().nextLong();
    History history = new History(seed);
    List<Loss> losses = losses(history, new Random(seed), seed);
    int half = 0;
    for (Loss loss : losses) {
      try (StateStore store = History.open(loss.left())) {
        Snapshot found = store.snapshot();
        assertThat(found.revision())
            .as("seed %d, power lost before %s", seed, loss.step())
            .isGreaterThanOrEqualTo(loss.acknowledged());
        assertThat(found)
            .as("seed %d, power lost before %s", seed, loss.step())
            .isEqualTo(history.after(found.revision()));
        assertThat(store.recovery().lossy()).as("seed %d: %s", seed, store.recovery()).isFalse();
        if (store.recovery() instanceof Recovery.Interrupted(long _, var _, long dropped)
            && dropped > 0) {
          half++;
        }
      }
    }
    assertThat(losses).hasSizeGreaterThan(COMMITS * 2 * LOSSES_AT_EACH_STEP);
    assertThat(half).as("stores with half a commit at the end, seed %d", seed).isPositive();
  }

  /// What is left goes on: a store that lost power is written, loses power again, and so on.
  @Test
  void everythingIsThereAfterManyLossesInARow() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    MemoryDisk disk = new MemoryDisk();
    List<Long> values = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      disk = oneMore(disk, values, random, seed);
    }
    assertThat(values).hasSizeGreaterThan(60);
  }

  private static MemoryDisk oneMore(MemoryDisk disk, List<Long> values, Random random, long seed)
      throws IOException {
    List<MemoryDisk> left = new ArrayList<>();
    int fatal = 5 + random.nextInt(20);
    AtomicLong steps = new AtomicLong();
    try (StateStore store = History.open(disk)) {
      Numbered.requireAll(store, values, "seed " + seed);
      disk.watch(_ -> {
        if (steps.incrementAndGet() == fatal) {
          left.add(disk.afterPowerLoss(random));
        }
      });
      while (steps.get() < fatal) {
        long value = random.nextLong();
        Numbered.append(store, values.size(), value);
        if (steps.get() < fatal) {
          values.add(value);
        }
      }
    }
    return left.getFirst();
  }

  private static List<Loss> losses(History history, Random random, long seed) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    AtomicLong acknowledged = new AtomicLong();
    List<Loss> losses = new ArrayList<>();
    disk.watch(step -> {
      for (int i = 0; i < LOSSES_AT_EACH_STEP; i++) {
        losses.add(new Loss(disk.afterPowerLoss(random), acknowledged.get(), step));
      }
    });
    for (int session = 0; session < 3; session++) {
      try (StateStore store = History.open(disk)) {
        for (int i = 0; i < COMMITS / 3; i++) {
          history.change(store);
          acknowledged.set(history.last());
        }
      }
    }
    assertThat(losses.stream().filter(loss -> loss.step().equals("rename state.mv.new")))
        .as("files that took over, seed %d", seed)
        .hasSizeGreaterThan(3 * LOSSES_AT_EACH_STEP);
    return losses;
  }
}
