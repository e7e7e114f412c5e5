package io.libnetwork.store;

/// How a record's content of one schema is said in the next.
@FunctionalInterface
public interface Migration {

  /// The same object in the next schema. Contents that did not change are answered as they are.
  Fields migrate(RecordKey key, Fields content);
}
