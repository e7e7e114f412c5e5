package io.libnetwork;

import io.libnetwork.spi.Notes;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A store's double: what would be written is noted, once for each record, and found again by who
/// asks this one. Used by one thread.
final class NotedStore implements StateStore {

  private static final String NETWORK = "network";

  private final StateStore live;
  private final Notes notes;
  private final Map<RecordKey, Optional<Fields>> written = new HashMap<>();
  private final Set<RecordKey> noted = new HashSet<>();

  NotedStore(StateStore live, Notes notes) {
    this.live = live;
    this.notes = notes;
  }

  @Override
  public Commit queue(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Create(RecordKey key, Fields content) -> put(key, content);
        case Change.Replace(RecordKey key, _, Fields content) -> put(key, content);
        case Change.Put(RecordKey key, Fields content) -> put(key, content);
        case Change.Delete(RecordKey key, _) -> remove(key);
        case Change.Remove(RecordKey key) -> remove(key);
      }
    }
    return new Written();
  }

  /// There is nothing to wait for.
  private record Written() implements Commit {

    @Override
    public long revision() {
      return 1;
    }

    @Override
    public void await() {}

    @Override
    public boolean refused() {
      return false;
    }
  }

  @Override
  public Optional<StateRecord> find(RecordKey key) {
    Optional<Fields> now = written.get(key);
    return now == null ? live.find(key) : now.map(content -> new StateRecord(key, 1, 1, content));
  }

  @Override
  public List<StateRecord> list(String kind) {
    return live.list(kind);
  }

  @Override
  public Snapshot snapshot() {
    return live.snapshot();
  }

  @Override
  public Recovery recovery() {
    return live.recovery();
  }

  /// The store that it is the double of stays open.
  @Override
  public void close() {}

  private void put(RecordKey key, Fields content) {
    if (noted.add(key)) {
      boolean there = live.find(key).isPresent();
      note(there ? PlannedStep.Verb.CHANGE : PlannedStep.Verb.MAKE, key, content);
    }
    written.put(key, Optional.of(content));
  }

  private void remove(RecordKey key) {
    Optional<StateRecord> there = live.find(key);
    if (there.isPresent() && noted.add(key)) {
      note(PlannedStep.Verb.REMOVE, key, there.get().content());
    }
    written.put(key, Optional.empty());
  }

  private void note(PlannedStep.Verb verb, RecordKey key, Fields content) {
    notes.note(
        new PlannedStep(
            PlannedStep.Kind.RECORD,
            verb,
            Difference.Whose.NOBODY,
            "record of " + name(key, content),
            ""));
  }

  /// As in `endpoint web of network shop`.
  private String name(RecordKey key, Fields content) {
    String kind = key.kind().replace('-', ' ');
    if (key.kind().equals(SandboxRecord.KIND)) {
      return kind + " of container " + content.text("container");
    }
    String own = content.find("name").isPresent() ? content.text("name") : key.id();
    return content.find(NETWORK).isPresent()
        ? "%s %s of network %s".formatted(kind, own, network(content.text(NETWORK)))
        : kind + " " + own;
  }

  /// Of a network that goes in the same operation, too.
  private String network(String id) {
    RecordKey key = new RecordKey(NetworkRecord.KIND, id);
    return find(key).or(() -> live.find(key)).map(found -> found.content().text("name")).orElse(id);
  }
}
