package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.List;
import java.util.Optional;

/// A store that lasts as long as its object: for tests, and for controllers whose networks need not
/// outlive them. A commit is done when it is queued.
public final class MemoryStore implements StateStore {

  private final RecordTable table = new RecordTable(List.of());
  private final int schema;
  private long revision;
  private boolean closed;

  /// An empty store.
  public MemoryStore() {
    this(Schema.FIRST);
  }

  /// An empty store whose records are written in this schema.
  public MemoryStore(Schema schema) {
    this.schema = schema.version();
  }

  @Override
  public synchronized Commit queue(List<Change> changes) {
    if (closed) {
      throw new NetworkException.Unavailable("the store in memory is closed; open another");
    }
    table.check(changes);
    revision++;
    return new Done(table.apply(changes, revision, schema).revision());
  }

  @Override
  public synchronized Optional<StateRecord> find(RecordKey key) {
    return table.find(key);
  }

  @Override
  public synchronized List<StateRecord> list(String kind) {
    return table.list(kind);
  }

  @Override
  public synchronized Snapshot snapshot() {
    return new Snapshot(revision, List.copyOf(table.all()));
  }

  @Override
  public Recovery recovery() {
    return new Recovery.Fresh();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private record Done(long revision) implements Commit {

    @Override
    public void await() {
      // It was done when it was queued.
    }

    @Override
    public boolean refused() {
      return false;
    }
  }
}
