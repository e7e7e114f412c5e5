package io.libnetwork.store.mvstore;

import io.libnetwork.store.Journal;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/// One file of a store, from a snapshot on: written by the process that began it, and by no other
/// after that.
///
/// The snapshot is the first chunk, each later commit is one more. MVStore's retention time stays
/// what it is; space is never used again within a file, so it only tells MVStore when to forget old
/// chunks.
///
/// Not safe for use by several threads at once.
final class Generation {

  /// The map that holds the records and the [CommitLine].
  static final String MAP = "records";

  private final Disk.File file;
  private final ChunkFile chunks;
  private final MVStore mvStore;
  private final MVMap<String, byte[]> map;
  private final Clock clock;
  private CommitLine last;
  private long syncedSize;

  private Generation(Disk.File file, String name, CommitLine empty, Clock clock) {
    this.file = file;
    this.clock = clock;
    last = empty;
    chunks = ChunkFile.written(file, name);
    mvStore = new MVStore.Builder().fileStore(chunks).autoCommitDisabled().open();
    map = openMap(mvStore);
  }

  /// Begins a file with a snapshot and entries after it, and syncs it.
  ///
  /// @param store its identity
  /// @param schema in which its records are
  static Generation begin(
      Disk disk,
      String name,
      String store,
      int schema,
      Snapshot snapshot,
      List<Journal.Entry> entries,
      Clock clock)
      throws IOException {
    Disk.File file = disk.create(name);
    try {
      CommitLine empty = new CommitLine(store, schema, snapshot.revision(), clock.instant(), 0, 0);
      Generation begun = new Generation(file, name, empty, clock);
      snapshot.records().forEach(begun::put);
      begun.commit(snapshot.revision(), entries);
      return begun;
    } catch (IOException | RuntimeException | Error failure) {
      IOException cause = Failures.unwrapped(failure);
      try (file) {
        disk.delete(name);
      } catch (IOException second) {
        cause.addSuppressed(second);
      }
      throw cause;
    }
  }

  static MVMap<String, byte[]> openMap(MVStore mvStore) {
    return mvStore.openMap(
        MAP,
        new MVMap.Builder<String, byte[]>()
            .keyType(StringDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  /// Writes entries as one commit, and syncs it.
  ///
  /// @throws IOException if that failed; then the file is of no use but to be read
  void commit(List<Journal.Entry> entries) throws IOException {
    commit(last.revision(), entries);
  }

  /// How many bytes are on disk and whole.
  long syncedSize() {
    return syncedSize;
  }

  /// Ends without writing anything more.
  void end() throws IOException {
    mvStore.closeImmediately();
    file.close();
  }

  /// Cuts off what the last commit, which failed, may have left behind the one before, and ends.
  void endCutOff() throws IOException {
    mvStore.closeImmediately();
    try (file) {
      file.truncate(syncedSize);
      file.sync();
    }
  }

  private void commit(long before, List<Journal.Entry> entries) throws IOException {
    try {
      long revision = before;
      for (Journal.Entry entry : entries) {
        entry.written().forEach(this::put);
        entry.deleted().forEach(this::remove);
        revision = entry.revision();
      }
      last =
          new CommitLine(
              last.store(),
              last.schema(),
              revision,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              last.records(),
              last.sum());
      map.put(CommitLine.KEY, last.text());
      mvStore.commit();
      chunks.sync();
      syncedSize = chunks.size();
    } catch (RuntimeException | Error failure) {
      throw Failures.unwrapped(failure);
    }
  }

  private void put(StateRecord stored) {
    String key = stored.key().toString();
    byte[] text = RecordText.write(stored);
    byte[] replaced = map.put(key, text);
    count(key, replaced, -1);
    count(key, text, 1);
  }

  private void remove(RecordKey removed) {
    String key = removed.toString();
    count(key, map.remove(key), -1);
  }

  private void count(String key, byte @org.jspecify.annotations.Nullable [] text, int sign) {
    if (text != null) {
      last =
          new CommitLine(
              last.store(),
              last.schema(),
              last.revision(),
              last.committed(),
              last.records() + sign,
              last.sum() + sign * CommitLine.hash(key, Objects.requireNonNull(text)));
    }
  }
}
