package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Threads that commit at the same time share the waits for the disk.
class GroupCommitTest {

  private static final int THREADS = 8;
  private static final int COMMITS_EACH = 40;

  @TempDir private Path folder;

  /// Counts how often a file is synced.
  private record CountingDisk(Disk disk, AtomicInteger syncs) implements Disk {

    @Override
    public Path path(String name) {
      return disk.path(name);
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
      return disk.read(name);
    }

    @Override
    public File create(String name) throws IOException {
      return new CountingFile(disk.create(name), syncs);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void link(String name, String second) throws IOException {
      disk.link(name, second);
    }

    @Override
    public void delete(String name) throws IOException {
      disk.delete(name);
    }

    @Override
    public void sync() throws IOException {
      disk.sync();
    }
  }

  private record CountingFile(Disk.File file, AtomicInteger syncs) implements Disk.File {

    @Override
    public ByteBuffer read(long position, int length) throws IOException {
      return file.read(position, length);
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      file.write(position, bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      syncs.incrementAndGet();
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Test
  void eightThreadsWaitForFarFewerSyncsThanTheyCommit()
      throws IOException, InterruptedException, ExecutionException {
    AtomicInteger syncs = new AtomicInteger();
    try (StateStore store = History.open(new CountingDisk(new FolderDisk(folder), syncs));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(threads.submit(() -> commit(store, thread)));
      }
      for (Future<?> each : running) {
        each.get();
      }
      assertThat(store.snapshot().revision()).isEqualTo(THREADS * COMMITS_EACH);
    }
    assertThat(syncs.get()).isBetween(1, THREADS * COMMITS_EACH / 2);
  }

  private static void commit(StateStore store, int thread) {
    for (int i = 0; i < COMMITS_EACH; i++) {
      Commit commit =
          store.queue(
              new Change.Put(
                  new RecordKey("thread", "number " + thread),
                  Fields.builder().whole("i", i).build()));
      commit.await();
      // Whoever is told has everything before him on disk.
      assertThat(store.snapshot().revision()).isGreaterThanOrEqualTo(commit.revision());
    }
  }
}
