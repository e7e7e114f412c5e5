package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.List;
import java.util.Optional;

/// What a store had on disk when it was looked at: it can be asked as a store, and not changed.
///
/// @param snapshot everything that was on disk
/// @param recovery how it was found
/// @param holder who has the store open, as in `process 812 (java ...)`; empty where nobody is seen
///   to
public record StoredState(Snapshot snapshot, Recovery recovery, Optional<String> holder)
    implements StateStore {

  /// Refuses.
  ///
  /// @throws NetworkException.Forbidden always: this is to be looked at
  @Override
  public Commit queue(List<Change> changes) {
    throw new NetworkException.Forbidden(
        "the store was opened to be read, and cannot be changed: open it for that");
  }

  @Override
  public Optional<StateRecord> find(RecordKey key) {
    return snapshot.records().stream().filter(record -> record.key().equals(key)).findFirst();
  }

  @Override
  public List<StateRecord> list(String kind) {
    return snapshot.ofKind(kind);
  }

  @Override
  public void close() {}
}
