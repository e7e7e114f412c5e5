package io.libnetwork.lab.apply;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.List;
import java.util.Optional;

/// A store that takes some commits and then none, as if the process had ended there: what is undone
/// afterwards is not remembered.
final class MortalStore implements StateStore {

  private final StateStore store;
  private int left;

  MortalStore(StateStore store, int commits) {
    this.store = store;
    this.left = commits;
  }

  synchronized void dieAfter(int commits) {
    left = commits;
  }

  /// Whether it had to refuse one.
  synchronized boolean dead() {
    return left < 0;
  }

  @Override
  public synchronized Commit queue(List<Change> changes) {
    if (left <= 0) {
      left = -1;
      throw new NetworkException.Unavailable("the process has ended");
    }
    left--;
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

  @Override
  public void close() {}
}
