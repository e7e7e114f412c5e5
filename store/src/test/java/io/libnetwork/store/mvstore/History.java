package io.libnetwork.store.mvstore;

import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/// Random changes of a store, and what it must hold after each.
final class History {

  private static final int OBJECTS = 40;

  private final Random random;
  private final Map<RecordKey, StateRecord> now = new HashMap<>();
  private final TreeMap<Long, Snapshot> after = new TreeMap<>();

  History(long seed) {
    random = new Random(seed);
    after.put(0L, new Snapshot(0, List.of()));
  }

  /// A store on a disk, whose files are followed by others every few commits, on the writer's own
  /// thread.
  static StateStore open(Disk disk) throws IOException {
    return open(disk, Schema.FIRST);
  }

  static StateStore open(Disk disk, Schema schema) throws IOException {
    return new Opening(disk, schema, Clock.systemUTC(), Runnable::run, 150 * 1024).open();
  }

  /// What a store holds after the commit of this number.
  synchronized Snapshot after(long revision) {
    return Objects.requireNonNull(after.get(revision), () -> "no commit " + revision);
  }

  synchronized long last() {
    return after.lastKey();
  }

  /// Makes a transaction of one to four changes, and waits for it.
  void change(StateStore store) {
    List<Change> changes = new ArrayList<>();
    for (int object : random.ints(0, OBJECTS).distinct().limit(1 + random.nextInt(4)).toArray()) {
      changes.add(change(new RecordKey("object", "number " + object)));
    }
    Snapshot expected;
    synchronized (this) {
      expected = expected(last() + 1, changes);
      after.put(expected.revision(), expected);
    }
    store.queue(changes).await();
  }

  private Change change(RecordKey key) {
    StateRecord found = now.get(key);
    Fields content =
        Fields.builder()
            .text("name", key.id())
            .whole("number", random.nextLong())
            .text("padding", "x".repeat(random.nextInt(600)))
            .build();
    if (found == null) {
      return new Change.Create(key, content);
    }
    return random.nextInt(4) == 0
        ? new Change.Delete(key, found.version())
        : new Change.Replace(key, found.version(), content);
  }

  private Snapshot expected(long revision, List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Create(RecordKey key, Fields content) ->
            now.put(key, new StateRecord(key, revision, 1, content));
        case Change.Replace(RecordKey key, long _, Fields content) ->
            now.put(key, new StateRecord(key, revision, 1, content));
        case Change.Put(RecordKey key, Fields content) ->
            now.put(key, new StateRecord(key, revision, 1, content));
        case Change.Delete(RecordKey key, long _) -> now.remove(key);
        case Change.Remove(RecordKey key) -> now.remove(key);
      }
    }
    return new Snapshot(revision, List.copyOf(now.values()));
  }
}
