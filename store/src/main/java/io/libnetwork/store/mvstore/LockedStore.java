package io.libnetwork.store.mvstore;

import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.List;
import java.util.Optional;

/// A store whose folder is given back when it is closed.
record LockedStore(StateStore store, StoreLock lock) implements StateStore {

  @Override
  public Commit queue(List<Change> changes) {
    return store.queue(changes);
  }

  @Override
  public Optional<StateRecord> find(RecordKey key) {
    return store.find(key);
  }

  @Override
  public List<StateRecord> list(String kind) {
    return store.list(kind);
  }

  @Override
  public Snapshot snapshot() {
    return store.snapshot();
  }

  @Override
  public Recovery recovery() {
    return store.recovery();
  }

  /// Nobody is let in before everything is written.
  @Override
  public void close() {
    try (lock) {
      store.close();
    }
  }
}
