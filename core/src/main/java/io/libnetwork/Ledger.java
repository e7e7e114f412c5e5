package io.libnetwork;

import io.libnetwork.spi.Notes;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the store is told of the controller's objects.
///
/// A record is what its object is at the moment of writing, taken under a lock of the ledger's own:
/// so whoever has changed an object and writes it then, writes this change or a later one, in
/// whatever order two of them come here. To write only queues; [#settle] waits for the disk, for
/// all that was queued by then, and is called without locks. So what is known early is written
/// early, and goes to the disk while the kernel works; what has not changed when it is written
/// again costs nothing.
///
/// Safe for use by many threads. Without a store nothing is done.
final class Ledger {

  /// An object that has a record.
  ///
  /// @param key which record
  /// @param state tells the object as it is now; nothing where it has no record any more
  record Entry(RecordKey key, Supplier<Optional<Fields>> state) {

    /// What the store has not been told yet.
    private Optional<Change> change(StateStore kept) {
      Optional<Fields> now = state.get();
      if (now.equals(kept.find(key).map(StateRecord::content))) {
        return Optional.empty();
      }
      return Optional.of(
          now.<Change>map(fields -> new Change.Put(key, fields))
              .orElseGet(() -> new Change.Remove(key)));
    }
  }

  /// Entries that were queued together.
  private record Queued(Commit commit, Collection<Entry> entries) {}

  private final Optional<StateStore> store;
  private final Object order = new Object();

  /// Not known to be on disk yet. Guarded by `order`.
  private final Deque<Queued> queued = new ArrayDeque<>();

  /// What the disk refused; written again with the next change. Guarded by `order`.
  private final Map<RecordKey, Entry> refused = new LinkedHashMap<>();

  Ledger(Optional<StateStore> store) {
    this.store = store;
  }

  /// One that notes what would be written, in place of writing it.
  Ledger rehearsed(Notes notes) {
    return new Ledger(store.map(kept -> new NotedStore(kept, notes)));
  }

  /// Whether anything is kept.
  boolean durable() {
    return store.isPresent();
  }

  /// Writes objects as they are now, in one transaction.
  void write(Entry... entries) {
    write(List.of(entries));
  }

  /// As [#write(Entry...)].
  void write(Collection<Entry> entries) {
    store.ifPresent(kept -> queue(kept, entries, List.of()));
  }

  /// Forgets objects, which need not know it yet, in one transaction.
  void forget(Collection<Entry> entries) {
    store.ifPresent(kept -> queue(kept, List.of(), entries));
  }

  /// Writes objects as they are now and waits for it: for who has undone what was written early.
  void rewrite(Collection<Entry> entries) {
    write(entries);
    settle();
  }

  private void queue(StateStore kept, Collection<Entry> written, Collection<Entry> forgotten) {
    synchronized (order) {
      Map<RecordKey, Entry> entries = new LinkedHashMap<>(refused);
      written.forEach(entry -> entries.put(entry.key(), entry));
      forgotten.forEach(entry -> entries.remove(entry.key()));
      List<Change> changes = new ArrayList<>();
      entries.values().forEach(entry -> entry.change(kept).ifPresent(changes::add));
      forgotten.forEach(entry -> changes.add(new Change.Remove(entry.key())));
      if (!changes.isEmpty()) {
        queued.add(new Queued(kept.queue(changes), entries.values()));
      }
      refused.clear();
    }
  }

  /// Waits until all that was written before is on disk. Called without locks.
  ///
  /// @throws NetworkException.Unavailable when there is no room for it
  /// @throws NetworkException.System when it cannot be written for another reason. What was written
  ///   is written again with the next change
  void settle() {
    Commit last = last();
    if (last == null) {
      return;
    }
    try {
      last.await();
      settled(last);
    } catch (RuntimeException failure) {
      refused();
      throw failure;
    }
  }

  private @Nullable Commit last() {
    synchronized (order) {
      return queued.isEmpty() ? null : queued.getLast().commit();
    }
  }

  private void settled(Commit last) {
    synchronized (order) {
      queued.removeIf(each -> each.commit().revision() <= last.revision());
    }
  }

  private void refused() {
    synchronized (order) {
      for (Queued each : queued) {
        each.entries().forEach(entry -> refused.put(entry.key(), entry));
      }
      queued.clear();
    }
  }
}
