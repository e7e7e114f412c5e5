package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Records in memory, and the comparisons a change asks for.
///
/// Not safe for use by several threads at once.
final class RecordTable {

  private final Map<RecordKey, StateRecord> records = new HashMap<>();

  RecordTable(Collection<StateRecord> records) {
    reset(records);
  }

  /// Holds these records and no others.
  void reset(Collection<StateRecord> replacement) {
    records.clear();
    replacement.forEach(each -> records.put(each.key(), each));
  }

  Optional<StateRecord> find(RecordKey key) {
    return Optional.ofNullable(records.get(key));
  }

  Collection<StateRecord> all() {
    return records.values();
  }

  List<StateRecord> list(String kind) {
    return records.values().stream()
        .filter(found -> found.key().kind().equals(kind))
        .sorted(Comparator.comparing(StateRecord::key))
        .toList();
  }

  /// Throws unless every change finds what it expects.
  void check(List<Change> changes) {
    if (changes.isEmpty()) {
      throw new NetworkException.InvalidParameter("a transaction of no changes was queued");
    }
    Set<RecordKey> named = new HashSet<>();
    for (Change change : changes) {
      if (!named.add(change.key())) {
        throw new NetworkException.InvalidParameter(
            "record %s is changed twice in one transaction".formatted(change.key()));
      }
      check(change);
    }
  }

  /// Makes the changes, which have been checked, and answers what came of them.
  ///
  /// @param revision the version of what is written
  Journal.Entry apply(List<Change> changes, long revision, int schema) {
    List<StateRecord> written = new ArrayList<>();
    List<RecordKey> deleted = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.Create(RecordKey key, Fields content) ->
            written.add(new StateRecord(key, revision, schema, content));
        case Change.Replace(RecordKey key, long _, Fields content) ->
            written.add(new StateRecord(key, revision, schema, content));
        case Change.Put(RecordKey key, Fields content) ->
            written.add(new StateRecord(key, revision, schema, content));
        case Change.Delete(RecordKey key, long _) -> deleted.add(key);
        case Change.Remove(RecordKey key) -> deleted.add(key);
      }
    }
    Journal.Entry entry = new Journal.Entry(revision, written, deleted);
    apply(entry);
    return entry;
  }

  /// Makes the changes that a transaction came to.
  void apply(Journal.Entry entry) {
    entry.written().forEach(each -> records.put(each.key(), each));
    entry.deleted().forEach(records::remove);
  }

  private void check(Change change) {
    switch (change) {
      case Change.Create(RecordKey key, Fields _) -> requireAbsent(key);
      case Change.Replace(RecordKey key, long version, Fields _) -> requireVersion(key, version);
      case Change.Delete(RecordKey key, long version) -> requireVersion(key, version);
      case Change.Put _, Change.Remove _ -> {} // whatever is there
    }
  }

  private void requireAbsent(RecordKey key) {
    find(key)
        .ifPresent(found -> {
          throw new NetworkException.Conflict(
              "record %s was to be created, and is there in version %d"
                  .formatted(key, found.version()));
        });
  }

  private void requireVersion(RecordKey key, long version) {
    long found = find(key).map(StateRecord::version).orElse(0L);
    if (found != version) {
      throw new NetworkException.Conflict(
          "record %s was to be changed in version %d, and %s; read it again"
              .formatted(
                  key, version, found == 0 ? "is not there" : "is there in version " + found));
    }
  }
}
