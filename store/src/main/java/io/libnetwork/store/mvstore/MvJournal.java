package io.libnetwork.store.mvstore;

import io.libnetwork.store.Journal;
import io.libnetwork.store.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Commits in the files of one folder: `state.mv` is the store.
///
/// What a process finds it does not write to: its first commit begins a [Generation], written and
/// synced under another name, which then takes the store's. So does the first commit after one that
/// failed, and whatever that one left is gone with its file. A generation that has grown is
/// followed by another, which is written on a thread of its own while commits go on; what they
/// bring meanwhile is added to it before it takes over.
final class MvJournal implements Journal {

  static final String FILE = "state.mv";
  static final String UNFINISHED = "state.mv.new";

  private static final int GROWTH = 3;

  private final Disk disk;
  private final String store;
  private final int schema;
  private final Clock clock;
  private final Executor behind;
  private final long leastLimit;

  private @Nullable Generation current;
  private long limit;
  private boolean namesChanged;
  private @Nullable CompletableFuture<Generation> successor;
  private List<Entry> sinceSuccessor = new ArrayList<>();

  /// Whether the folder has no store yet.
  private boolean fresh;

  /// What the folder has and the first commit replaces, if it is to be kept, and as what.
  private Optional<String> keptAs;

  /// @param store the identity of the store
  /// @param schema of the program
  /// @param fresh whether the folder has no store yet
  /// @param keptAs the name under which the file that is there is kept when it is replaced
  /// @param behind runs what writes the next generation while this one is used
  /// @param leastLimit how many bytes a file has at least before it is followed by another
  MvJournal(
      Disk disk,
      String store,
      int schema,
      boolean fresh,
      Optional<String> keptAs,
      Clock clock,
      Executor behind,
      long leastLimit) {
    this.disk = disk;
    this.store = store;
    this.schema = schema;
    this.fresh = fresh;
    this.keptAs = keptAs;
    this.clock = clock;
    this.behind = behind;
    this.leastLimit = leastLimit;
  }

  @Override
  public void append(List<Entry> entries, Supplier<Snapshot> before) throws IOException {
    Generation generation = current;
    if (generation == null) {
      beginAnew(before.get(), entries);
      return;
    }
    try {
      commit(generation, entries);
    } catch (IOException | RuntimeException | Error failure) {
      giveUp(generation, failure);
      throw failure;
    }
    if (successor != null) {
      sinceSuccessor.addAll(entries);
    }
  }

  /// A file that took over is the store's only when its name is on disk.
  private void commit(Generation generation, List<Entry> entries) throws IOException {
    generation.commit(entries);
    syncNames();
  }

  private void syncNames() throws IOException {
    if (namesChanged) {
      disk.sync();
      namesChanged = false;
    }
  }

  @Override
  public void tidy(Supplier<Snapshot> now) throws IOException {
    Generation generation = current;
    if (generation == null) {
      return;
    }
    if (successor != null) {
      if (successor.isDone()) {
        takeOver(generation, successor);
      }
    } else if (generation.syncedSize() > limit) {
      Snapshot snapshot = now.get();
      successor = CompletableFuture.supplyAsync(() -> written(snapshot), behind);
    }
  }

  @Override
  public String description() {
    return disk.path(FILE).toString();
  }

  @Override
  public void close(long revision) throws IOException {
    abandonSuccessor();
    if (current != null) {
      current.end();
      current = null;
      syncNames();
      new StoreMark(store, OptionalLong.of(revision)).write(disk);
      disk.sync();
    }
  }

  /// Whatever fails on the way leaves the store's file as it was. The mark of a store that is there
  /// says that it is written to before it is; the mark of a new one comes when its file is there,
  /// because a mark without a file means that one was lost.
  private void beginAnew(Snapshot before, List<Entry> entries) throws IOException {
    if (!fresh) {
      new StoreMark(store, OptionalLong.empty()).write(disk);
    }
    Generation begun = Generation.begin(disk, UNFINISHED, store, schema, before, entries, clock);
    try {
      if (keptAs.isPresent()) {
        disk.delete(keptAs.get());
        disk.link(FILE, keptAs.get());
      }
      disk.rename(UNFINISHED, FILE);
      disk.sync();
      if (fresh) {
        new StoreMark(store, OptionalLong.empty()).write(disk);
        disk.sync();
      }
    } catch (IOException | RuntimeException | Error failure) {
      drop(begun);
      throw failure;
    }
    keptAs = Optional.empty();
    fresh = false;
    namesChanged = false;
    use(begun);
  }

  private void use(Generation generation) {
    current = generation;
    limit = Math.max(leastLimit, GROWTH * generation.syncedSize());
  }

  private Generation written(Snapshot snapshot) {
    try {
      return Generation.begin(disk, UNFINISHED, store, schema, snapshot, List.of(), clock);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void takeOver(Generation old, CompletableFuture<Generation> done) throws IOException {
    List<Entry> since = sinceSuccessor;
    forgetSuccessor();
    // If this fails the old file goes on, and is not asked again before it has doubled.
    limit = 2 * old.syncedSize();
    Generation next = result(done);
    try {
      if (!since.isEmpty()) {
        next.commit(since);
      }
      disk.rename(UNFINISHED, FILE);
    } catch (IOException | RuntimeException | Error failure) {
      drop(next);
      throw failure;
    }
    namesChanged = true;
    use(next);
    old.end();
    syncNames();
  }

  /// The failure of a commit is what its callers hear; what cannot be cleaned up goes with it.
  private void giveUp(Generation failed, Throwable failure) {
    current = null;
    try (Closeable _ = this::abandonSuccessor) {
      failed.endCutOff();
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }

  private void abandonSuccessor() throws IOException {
    if (successor != null) {
      abandon(successor);
    }
  }

  private void abandon(CompletableFuture<Generation> unfinished) throws IOException {
    forgetSuccessor();
    Generation never;
    try {
      never = unfinished.join();
    } catch (CompletionException failed) {
      return; // there is nothing to be abandoned
    }
    drop(never);
  }

  /// Gives back the room of a file that does not become the store's.
  private void drop(Generation unused) throws IOException {
    unused.end();
    disk.delete(UNFINISHED);
  }

  private void forgetSuccessor() {
    successor = null;
    sinceSuccessor = new ArrayList<>();
  }

  private static Generation result(CompletableFuture<Generation> done) throws IOException {
    try {
      return done.join();
    } catch (CompletionException failed) {
      throw Failures.unwrapped(failed);
    }
  }
}
