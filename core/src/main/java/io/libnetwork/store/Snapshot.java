package io.libnetwork.store;

import java.util.Comparator;
import java.util.List;

/// Every record of a store, as one commit left them.
///
/// @param revision the number of that commit; 0 where there was none yet
/// @param records ordered by key
public record Snapshot(long revision, List<StateRecord> records) {

  public Snapshot {
    records = records.stream().sorted(Comparator.comparing(StateRecord::key)).toList();
  }

  /// The records of one kind, ordered by id.
  public List<StateRecord> ofKind(String kind) {
    return records.stream().filter(found -> found.key().kind().equals(kind)).toList();
  }
}
