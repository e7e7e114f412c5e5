package io.libnetwork;

import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Trace;
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
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the store is told of the controller's objects.
///
/// A record is what its object is at the moment of writing, taken under a lock of the ledger's own:
/// so whoever has changed an object and writes it then, writes this change or a later one, in
/// whatever order two of them come here. To write only queues, and to wait for the disk is done
/// without locks. So what is known early is written early, and goes to the disk while the kernel
/// works; what has not changed when it is written again costs nothing. Who waits does so for his
/// own records ([#commit]), and with them for all that was written before them, on which they may
/// rest.
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
  ///
  /// @param changed the keys of those that had changed
  private record Queued(Commit commit, Collection<Entry> entries, Set<RecordKey> changed) {}

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
    Optional<Commit> _ = queue(entries, List.of());
  }

  /// Writes objects as they are now, and waits until that is on disk, and all that was written of
  /// them before, by whomever. What others write meanwhile is not waited for. Called without locks.
  ///
  /// @throws NetworkException.Unavailable when there is no room for it
  /// @throws NetworkException.System when it cannot be written for another reason. What was written
  ///   is written again with the next change
  void commit(Collection<Entry> entries) {
    queue(entries, List.of()).ifPresent(this::await);
  }

  /// As [#commit(Collection)].
  void commit(Entry... entries) {
    commit(List.of(entries));
  }

  /// Forgets objects, which need not know it yet, in one transaction.
  void forget(Collection<Entry> entries) {
    Optional<Commit> _ = queue(List.of(), entries);
  }

  /// As [#forget], and waits until that is on disk. Called without locks.
  ///
  /// @throws NetworkException as [#commit(Collection)] does, and what was to be forgotten is not
  void erase(Collection<Entry> entries) {
    queue(List.of(), entries).ifPresent(this::await);
  }

  /// Waits until all that was written before, by whomever, is on disk: for who finds done already
  /// what he was asked to do. Called without locks.
  ///
  /// @throws NetworkException as [#commit(Collection)] does
  void settle() {
    Optional<Commit> _ = queue(List.of(), List.of());
    last().ifPresent(this::await);
  }

  /// @return the last transaction that has something of these objects and is not known to be on
  ///   disk
  private Optional<Commit> queue(Collection<Entry> written, Collection<Entry> forgotten) {
    if (store.isEmpty()) {
      return Optional.empty();
    }
    synchronized (order) {
      Map<RecordKey, Entry> entries = new LinkedHashMap<>(refused);
      written.forEach(entry -> entries.put(entry.key(), entry));
      forgotten.forEach(entry -> entries.remove(entry.key()));
      queue(store.get(), entries, forgotten);
      refused.clear();
      Set<RecordKey> keys = new HashSet<>();
      written.forEach(entry -> keys.add(entry.key()));
      forgotten.forEach(entry -> keys.add(entry.key()));
      return last(keys);
    }
  }

  private void queue(StateStore kept, Map<RecordKey, Entry> entries, Collection<Entry> forgotten) {
    List<Change> changes = new ArrayList<>();
    entries.values().forEach(entry -> entry.change(kept).ifPresent(changes::add));
    forgotten.forEach(entry -> changes.add(new Change.Remove(entry.key())));
    if (!changes.isEmpty()) {
      Set<RecordKey> keys = new HashSet<>();
      changes.forEach(change -> keys.add(change.key()));
      queued.add(new Queued(kept.queue(changes), entries.values(), keys));
    }
  }

  private Optional<Commit> last(Set<RecordKey> keys) {
    return queued.reversed().stream()
        .filter(each -> !Collections.disjoint(each.changed(), keys))
        .map(Queued::commit)
        .findFirst();
  }

  private Optional<Commit> last() {
    synchronized (order) {
      return Optional.ofNullable(queued.peekLast()).map(Queued::commit);
    }
  }

  private void await(Commit last) {
    try (Span span = Trace.step("commit wait")) {
      span.say("libnetwork.store.revision", last.revision());
      try {
        last.await();
        settled(last);
      } catch (RuntimeException failure) {
        Trace.fail(span, failure);
        refused();
        throw failure;
      }
    }
  }

  private void settled(Commit last) {
    synchronized (order) {
      queued.removeIf(each -> each.commit().revision() <= last.revision());
    }
  }

  /// Only what was taken back: who wrote after that may have been luckier.
  private void refused() {
    synchronized (order) {
      for (Queued each : queued) {
        if (each.commit().refused()) {
          each.entries().forEach(entry -> refused.put(entry.key(), entry));
        }
      }
      queued.removeIf(each -> each.commit().refused());
    }
  }
}
