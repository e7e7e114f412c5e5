package io.libnetwork.store;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A store whose commits are made to last by a [Journal].
///
/// Records are held in memory twice: as the changes queued last leave them, which the next change
/// is compared with, and as they are on disk. One thread gives the journal all that was queued
/// while it was busy, and answers those who wait in the order in which they queued. When the
/// journal fails, everything that is not on disk is taken back, because each change may rest on the
/// one before, and all who wait are told; the next change finds the store as it is on disk.
public final class JournaledStore implements StateStore {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledStore.class);

  private static final String STEP = "store: commit";

  private final Journal journal;
  private final Recovery recovery;
  private final int schema;
  private final Thread writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All of these are guarded by the lock.
  private final RecordTable latest;
  private final RecordTable durable;
  private List<QueuedCommit> queue = new ArrayList<>();
  private long revision;
  private long durableRevision;
  private boolean closed;

  /// A store that goes on from what a journal holds.
  ///
  /// @param found everything that is on disk, said in the program's schema
  /// @param recovery how that was found
  /// @param journal closed with the store
  public JournaledStore(Snapshot found, Recovery recovery, Schema schema, Journal journal) {
    this.journal = journal;
    this.recovery = recovery;
    this.schema = schema.version();
    latest = new RecordTable(found.records());
    durable = new RecordTable(found.records());
    revision = found.revision();
    durableRevision = found.revision();
    writer =
        Thread.ofPlatform()
            .name("libnetwork-store")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .start(this::write);
  }

  @Override
  public Commit queue(List<Change> changes) {
    return locked(() -> {
      if (closed) {
        throw new NetworkException.Unavailable(
            "the store %s is closed; open it again".formatted(journal.description()));
      }
      latest.check(changes);
      revision++;
      QueuedCommit commit =
          new QueuedCommit(latest.apply(changes, revision, schema), journal.description());
      queue.add(commit);
      changed.signal();
      return commit;
    });
  }

  @Override
  public Optional<StateRecord> find(RecordKey key) {
    return locked(() -> latest.find(key));
  }

  @Override
  public List<StateRecord> list(String kind) {
    return locked(() -> latest.list(kind));
  }

  @Override
  public Snapshot snapshot() {
    return locked(() -> new Snapshot(durableRevision, List.copyOf(durable.all())));
  }

  @Override
  public Recovery recovery() {
    return recovery;
  }

  @Override
  public void close() {
    boolean first =
        locked(() -> {
          boolean open = !closed;
          closed = true;
          changed.signal();
          return open;
        });
    if (first) {
      awaitWriter();
      try {
        journal.close(durableRevision);
      } catch (IOException e) {
        throw new NetworkException.System(
            "cannot close the store %s orderly (%s); what was acknowledged is on disk"
                .formatted(journal.description(), e),
            e);
      }
    }
  }

  private void write() {
    while (true) {
      List<QueuedCommit> batch = take();
      if (batch.isEmpty()) {
        return;
      }
      try {
        requireUnrefused();
        journal.append(batch.stream().map(QueuedCommit::entry).toList(), this::snapshot);
      } catch (IOException | RuntimeException | Error failure) {
        takeBack(batch, failure);
        continue;
      }
      Failpoints.after(() -> STEP);
      acknowledge(batch);
      tidy();
    }
  }

  private static void requireUnrefused() throws IOException {
    Errno refused = Failpoints.before(() -> STEP).orElse(null);
    if (refused != null) {
      throw refused.equals(Errno.ENOSPC)
          ? new NoRoomException(refused.toString(), new IOException(refused.toString()))
          : new IOException(refused.toString());
    }
  }

  /// Everything that was queued; nothing when the store is closed.
  private List<QueuedCommit> take() {
    return locked(() -> {
      while (queue.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<QueuedCommit> batch = queue;
      queue = new ArrayList<>();
      return batch;
    });
  }

  private void acknowledge(List<QueuedCommit> batch) {
    lock.lock();
    try {
      batch.forEach(commit -> durable.apply(commit.entry()));
      durableRevision = batch.getLast().revision();
    } finally {
      lock.unlock();
    }
    batch.forEach(commit -> commit.written().complete(null));
  }

  private void takeBack(List<QueuedCommit> batch, Throwable failure) {
    LOG.error(
        "cannot write revision {} of the store {}, so it is taken back",
        batch.getFirst().revision(),
        journal.description(),
        failure);
    List<QueuedCommit> all = new ArrayList<>(batch);
    lock.lock();
    try {
      all.addAll(queue);
      queue.clear();
      latest.reset(durable.all());
    } finally {
      lock.unlock();
    }
    all.forEach(commit -> commit.written().completeExceptionally(failure));
  }

  /// Nobody waits for this, so nobody is to be told but the log.
  private void tidy() {
    try {
      journal.tidy(this::snapshot);
    } catch (IOException | RuntimeException | Error failure) {
      LOG.warn(
          "the store {} could not be made smaller, and goes on", journal.description(), failure);
    }
  }

  /// Waits for the writer whatever interrupts: what it writes is somebody's.
  private void awaitWriter() {
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
