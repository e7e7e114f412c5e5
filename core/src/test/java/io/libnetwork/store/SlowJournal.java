package io.libnetwork.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Writes when it is told to, and keeps what it wrote.
public final class SlowJournal implements Journal {
  final Semaphore turns = new Semaphore(0);
  final Semaphore began = new Semaphore(0);
  final List<List<Long>> written = new ArrayList<>();
  volatile boolean fails;
  volatile long closedAt = -1;

  /// One that has not been told to write yet.
  public SlowJournal() {}

  /// Lets it write so often.
  public void release(int times) {
    turns.release(times);
  }

  /// Waits until it is given something more to write.
  public void awaitBegun() {
    began.acquireUninterruptibly();
  }

  /// Whether it fails where it would write.
  public void fail(boolean fail) {
    fails = fail;
  }

  @Override
  public void append(List<Entry> entries, Supplier<Snapshot> before) throws IOException {
    began.release();
    turns.acquireUninterruptibly();
    if (fails) {
      throw new IOException("the disk is gone");
    }
    written.add(entries.stream().map(Entry::revision).toList());
  }

  @Override
  public void tidy(Supplier<Snapshot> now) {
    assertThat(now.get().revision()).isEqualTo(written.getLast().getLast());
  }

  @Override
  public String description() {
    return "in a test";
  }

  @Override
  public void close(long revision) {
    closedAt = revision;
  }
}
