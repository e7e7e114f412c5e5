package io.libnetwork.store;

import io.libnetwork.NetworkException;

/// What is stored about one object.
///
/// @param key which object
/// @param version the revision of the commit that wrote it: greater than that of every record
///   written before, and never given twice, not even to a record that was deleted and made anew
/// @param schema which program's understanding of the content this is; see [Schema]
/// @param content the object
public record StateRecord(RecordKey key, long version, int schema, Fields content) {

  public StateRecord {
    if (version < 1) {
      throw new NetworkException.InvalidParameter(
          "record %s has version %d, expected at least 1".formatted(key, version));
    }
    if (schema < 1) {
      throw new NetworkException.InvalidParameter(
          "record %s has schema %d, expected at least 1".formatted(key, schema));
    }
  }
}
