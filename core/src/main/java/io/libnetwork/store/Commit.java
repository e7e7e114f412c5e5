package io.libnetwork.store;

import io.libnetwork.NetworkException;

/// The promise that the changes of one operation are on disk, all of them.
public interface Commit {

  /// The commit's number, which is the version of each record it writes. Later commits of a store
  /// have greater numbers.
  long revision();

  /// Waits until the changes, and all that were queued before them, are on disk.
  ///
  /// To be called without locks. The wait is not ended by an interrupt, because the changes cannot
  /// be called back; the interrupt stays set. A virtual thread parks.
  ///
  /// @throws NetworkException.Unavailable if there was no room for them on the disk
  /// @throws NetworkException.System if they could not be written for another reason. After both
  ///   the changes are taken back, with all that were queued after them, and the store can be asked
  ///   again. A process that is killed before its store has been written again may find them done.
  void await();

  /// Whether the changes have been taken back, so that [#await] throws.
  boolean refused();
}
