package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.Fields;
import io.libnetwork.store.NoRoomException;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The disk fails at each thing a store asks of it: who waits is told, what was acknowledged is
/// there, and the next change succeeds.
class DiskFailureTest {

  private static final RecordKey KEY = new RecordKey("network", "web");

  /// What has been asked of the disk so far, and fails next.
  private static final class Failing implements MemoryDisk.Watcher {
    private final List<String> asked = new ArrayList<>();
    private int failsAt = -1;

    @Override
    public void before(String what) throws IOException {
      asked.add(what);
      if (asked.size() - 1 == failsAt) {
        throw new IOException("Input/output error at " + what);
      }
    }
  }

  @Test
  void failsOneChangeAndNotTheNext() throws IOException {
    int steps = stepsOfARun();
    TreeSet<String> failed = new TreeSet<>();
    for (int step = 0; step < steps; step++) {
      Failing failing = new Failing();
      failing.failsAt = step;
      run(failing, step);
      failed.add(failing.asked.get(step));
    }
    assertThat(failed)
        .contains("sync state.mv.new", "write state.mv.new", "rename state.mv.new", "sync names");
    assertThat(steps).isGreaterThan(100);
  }

  private static int stepsOfARun() throws IOException {
    Failing counting = new Failing();
    run(counting, -1);
    return counting.asked.size();
  }

  /// Changes a store forty times on a disk that fails once, and looks at what is left of it when
  /// the power fails.
  private static void run(Failing failing, int step) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    AtomicReference<Snapshot> acknowledged = new AtomicReference<>(new Snapshot(0, List.of()));
    int refused = 0;
    try (StateStore store = History.open(disk)) {
      disk.watch(failing);
      for (int i = 0; i < 40; i++) {
        refused += change(store, i, acknowledged) ? 0 : 1;
      }
      disk.watch(_ -> {});
      MemoryDisk left = disk.afterPowerLoss(new Random(step));
      try (StateStore again = History.open(left)) {
        assertThat(again.snapshot()).as("step %d", step).isEqualTo(acknowledged.get());
      }
    }
    assertThat(refused).as("step %d", step).isLessThanOrEqualTo(1);
  }

  private static boolean change(StateStore store, int i, AtomicReference<Snapshot> acknowledged) {
    Snapshot before = store.snapshot();
    Fields content = Fields.builder().whole("i", i).text("padding", "x".repeat(5000)).build();
    Commit commit = store.queue(new Change.Put(new RecordKey("network", "n" + i % 7), content));
    try {
      commit.await();
      acknowledged.set(store.snapshot());
      return true;
    } catch (NetworkException.System told) {
      assertThat(told)
          .hasMessageContaining("Input/output error")
          .hasMessageContaining("taken back");
      assertThat(store.snapshot()).isEqualTo(before);
      assertThat(store.find(new RecordKey("network", "n" + i % 7)))
          .isEqualTo(
              before.records().stream()
                  .filter(found -> found.key().id().equals("n" + i % 7))
                  .findFirst());
      return false;
    }
  }

  @Test
  void saysThatThereIsNoRoomAndGoesOnWhenThereIs() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    try (StateStore store = History.open(disk)) {
      Numbered.append(store, 0, 10);
      disk.watch(what -> {
        if (what.startsWith("write")) {
          throw new NoRoomException("no room", new IOException("No space left on device"));
        }
      });
      for (int i = 0; i < 3; i++) {
        Commit refused = store.queue(new Change.Put(KEY, Fields.NONE));
        assertThatExceptionOfType(NetworkException.Unavailable.class)
            .isThrownBy(refused::await)
            .withMessageContaining("no room")
            .withMessageContaining("/memory/state.mv");
        assertThat(store.find(KEY)).isEmpty();
        Numbered.requireAll(store, List.of(10L), "a full disk");
      }
      disk.watch(_ -> {});
      Numbered.append(store, 1, 11);
      Numbered.requireAll(store, List.of(10L, 11L), "a disk that has room again");
    }
    try (StateStore store = History.open(disk)) {
      assertThat(store.recovery()).isInstanceOf(Recovery.Clean.class);
      Numbered.requireAll(store, List.of(10L, 11L), "opened again");
    }
  }
}
