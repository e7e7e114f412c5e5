package io.libnetwork.store;

/// One change of one record, with what must be true of it before.
public sealed interface Change {

  /// Which record.
  RecordKey key();

  /// Writes a record that must not be there.
  record Create(RecordKey key, Fields content) implements Change {}

  /// Writes a record over the one that has this version.
  record Replace(RecordKey key, long version, Fields content) implements Change {}

  /// Writes a record, whatever is there.
  record Put(RecordKey key, Fields content) implements Change {}

  /// Deletes the record that has this version.
  record Delete(RecordKey key, long version) implements Change {}

  /// Deletes a record, if it is there.
  record Remove(RecordKey key) implements Change {}
}
