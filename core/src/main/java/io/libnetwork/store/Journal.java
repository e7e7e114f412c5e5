package io.libnetwork.store;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// Where a [JournaledStore] makes commits last. Called by that store's one writer thread only.
public interface Journal {

  /// One transaction's outcome.
  ///
  /// @param revision its number
  /// @param written the records it writes
  /// @param deleted the keys of those it deletes
  record Entry(long revision, List<StateRecord> written, List<RecordKey> deleted) {

    public Entry {
      written = List.copyOf(written);
      deleted = List.copyOf(deleted);
    }
  }

  /// Makes these transactions last, in one go: when it returns they are on disk whatever happens
  /// next. When it throws, none of them may be found by whoever opens the store after the next
  /// success.
  ///
  /// @param entries in their order; each is whole on disk or not there
  /// @param before everything that is on disk already, for a journal that begins a file anew
  /// @throws IOException if they are not, or may not be, on disk
  void append(List<Entry> entries, Supplier<Snapshot> before) throws IOException;

  /// Does what is due and was not worth a wait, as making files smaller. Called when the waiting
  /// have been answered.
  ///
  /// @param now everything that is on disk
  /// @throws IOException if that failed; what is on disk stays so
  void tidy(Supplier<Snapshot> now) throws IOException;

  /// Says which store this is, for messages, as a path.
  String description();

  /// Ends orderly.
  ///
  /// @param revision of the last commit
  void close(long revision) throws IOException;
}
