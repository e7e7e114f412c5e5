package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file does not grow with what was changed, only with what there is.
class GrowthTest {

  private static final int UPDATES = 100_000;
  private static final int TOGETHER = 20;
  private static final int RECORDS = 500;
  private static final long LIMIT = 256 * 1024;

  @Test
  void staysSmallOverManyUpdates() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    long largest = 0;
    try (StateStore store =
        new Opening(disk, Schema.FIRST, Clock.systemUTC(), Runnable::run, LIMIT).open()) {
      for (int i = 0; i < UPDATES; i += TOGETHER) {
        update(store, i);
        largest = Math.max(largest, disk.size(MvJournal.FILE));
      }
      assertThat(store.snapshot().revision()).isEqualTo(UPDATES);
    }
    assertThat(largest).isBetween(LIMIT, 3 * LIMIT);
    try (StateStore store = History.open(disk)) {
      assertThat(store.list("object")).hasSize(RECORDS);
    }
  }

  /// The next file is written on a thread of its own, while commits go on.
  @Test
  void losesNothingWhileFilesFollowEachOther(@TempDir Path folder) throws IOException {
    Snapshot before;
    try (StateStore store =
        new Opening(
                new FolderDisk(folder),
                Schema.FIRST,
                Clock.systemUTC(),
                work -> {
                  Thread _ = Thread.ofPlatform().start(work);
                },
                16 * 1024)
            .open()) {
      for (int i = 0; i < 600; i += TOGETHER) {
        update(store, i);
      }
      before = store.snapshot();
    }
    assertThat(folder.resolve(MvJournal.UNFINISHED)).doesNotExist();
    assertThat(Files.size(folder.resolve(MvJournal.FILE))).isLessThan(2_000_000);
    try (StateStore store = new MvStoreProvider().open(folder, Schema.FIRST)) {
      assertThat(store.snapshot()).isEqualTo(before);
    }
  }

  private static void update(StateStore store, int first) {
    List<Commit> commits = new ArrayList<>();
    for (int i = first; i < first + TOGETHER; i++) {
      commits.add(
          store.queue(
              new Change.Put(
                  new RecordKey("object", "number " + i % RECORDS),
                  Fields.builder().whole("i", i).build())));
    }
    commits.forEach(Commit::await);
  }
}
