package io.libnetwork.store;

import java.nio.file.Path;
import java.time.Instant;

/// What opening a store found. Its text is one sentence for people.
public sealed interface Recovery {

  /// Whether commits that were acknowledged are missing, or may be.
  boolean lossy();

  /// There was no store.
  record Fresh() implements Recovery {

    @Override
    public boolean lossy() {
      return false;
    }

    @Override
    public String toString() {
      return "the store is new";
    }
  }

  /// The store was closed, and is as it was then.
  ///
  /// @param revision of its last commit
  record Clean(long revision) implements Recovery {

    @Override
    public boolean lossy() {
      return false;
    }

    @Override
    public String toString() {
      return "the store is as it was closed, at revision " + revision;
    }
  }

  /// The store was not closed: the process or the machine ended first. What was acknowledged is
  /// there, unless something else than a crash cut the file short.
  ///
  /// @param revision of the last whole commit
  /// @param committed when that was
  /// @param droppedBytes of a commit that was begun and is not whole
  record Interrupted(long revision, Instant committed, long droppedBytes) implements Recovery {

    @Override
    public boolean lossy() {
      return false;
    }

    @Override
    public String toString() {
      return "the store was not closed; its last whole commit is revision %d of %s, and %s"
          .formatted(
              revision,
              committed,
              droppedBytes == 0
                  ? "nothing follows it"
                  : "%d bytes of one that is not whole follow it".formatted(droppedBytes));
    }
  }

  /// The store's file was damaged. It is as its last whole commit left it; the damaged file is kept
  /// beside it when the store is next written.
  ///
  /// @param revision of that commit
  /// @param committed when that was
  /// @param lost what is known to be missing, as `revisions 18 to 31`
  /// @param kept where the damaged file will be kept
  record Damaged(long revision, Instant committed, String lost, Path kept) implements Recovery {

    @Override
    public boolean lossy() {
      return true;
    }

    @Override
    public String toString() {
      return "the store was damaged; its last whole commit is revision %d of %s; lost: %s; the damaged file is kept as %s"
          .formatted(revision, committed, lost, kept);
    }
  }
}
