package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.List;
import java.util.Optional;

/// Where a controller's objects are kept: records by key, changed by transactions.
///
/// An operation calls [#queue] with all its changes while it holds the locks of what it changes,
/// does its work in the kernel, and calls [Commit#await] when the locks are free again. Operations
/// that wait at the same time share one write to the disk. The order of `queue` is the order on
/// disk, so nobody is told that his changes are safe before those he saw are.
///
/// Safe for use by many threads, virtual ones too.
public interface StateStore extends AutoCloseable {

  /// Accepts the changes of one operation: all of them, or none. They are seen by [#find] and
  /// [#list] from now on, and are on disk when the commit has been awaited. Cheap, and waits for no
  /// disk, so it may be called with locks held.
  ///
  /// @throws NetworkException.Conflict if a record to be created is there, or one to be replaced or
  ///   deleted has another version or is not there
  /// @throws NetworkException.InvalidParameter if there is no change, or two name one record
  /// @throws NetworkException.Unavailable if the store is closed
  Commit queue(List<Change> changes);

  /// As [#queue(List)].
  default Commit queue(Change... changes) {
    return queue(List.of(changes));
  }

  /// The record of an object as the changes queued last leave it, on disk or not yet.
  Optional<StateRecord> find(RecordKey key);

  /// The records of one kind as the changes queued last leave them, ordered by id.
  List<StateRecord> list(String kind);

  /// Everything that is on disk.
  Snapshot snapshot();

  /// What opening the store found.
  Recovery recovery();

  /// Writes what is queued, and ends. Closing it again does nothing.
  @Override
  void close();
}
