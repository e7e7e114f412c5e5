package io.libnetwork.http.docker;

import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.List;
import java.util.Optional;

/// Where the records of containers are kept, if anywhere.
final class ContainerStore {

  private final Optional<StateStore> store;

  ContainerStore(Optional<StateStore> store) {
    this.store = store;
  }

  List<ContainerRecord> all() {
    return store.map(there -> there.list(ContainerRecord.KIND)).orElse(List.of()).stream()
        .map(StateRecord::content)
        .map(ContainerRecord::read)
        .toList();
  }

  /// Writes it, and waits until it is on disk.
  void put(ContainerRecord record) {
    queue(record).ifPresent(Commit::await);
  }

  /// Writes it with whatever is written next. What comes later is on disk later, so nobody who
  /// waits for that needs to wait for this.
  Optional<Commit> queue(ContainerRecord record) {
    return store.map(
        there -> there.queue(new Change.Put(ContainerRecord.key(record.id()), record.fields())));
  }

  void remove(ContainerRecord record) {
    store.ifPresent(
        there -> there.queue(new Change.Remove(ContainerRecord.key(record.id()))).await());
  }
}
