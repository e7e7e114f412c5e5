package io.libnetwork.store.mvstore;

import io.libnetwork.NetworkException;
import io.libnetwork.store.JournaledStore;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a store is opened: its file is read and judged, and not written to. What nobody finished
/// writing is deleted.
///
/// @param behind runs what makes the file smaller
/// @param leastLimit how many bytes a file has at least before it is made smaller
record Opening(Disk disk, Schema schema, Clock clock, Executor behind, long leastLimit) {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /// A file this small is not worth the trouble.
  private static final long LEAST_LIMIT = 4 << 20;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// As it is done outside of tests.
  static Opening standard(Disk disk, Schema schema, Clock clock) {
    return new Opening(
        disk,
        schema,
        clock,
        work -> {
          Thread _ =
              Thread.ofPlatform()
                  .name("libnetwork-store-tidy")
                  .daemon()
                  .inheritInheritableThreadLocals(false)
                  .start(work);
        },
        LEAST_LIMIT);
  }

  /// What a folder's file holds.
  ///
  /// @param store the identity of the store
  record Contents(Snapshot snapshot, Recovery recovery, String store) {

    /// The name under which the file is kept when it is replaced.
    private Optional<String> keptAs() {
      return recovery instanceof Recovery.Damaged damaged
          ? Optional.of(damaged.kept().getFileName().toString())
          : Optional.empty();
    }
  }

  JournaledStore open() throws IOException {
    disk.delete(MvJournal.UNFINISHED);
    Contents contents =
        read()
            .orElseGet(
                () -> new Contents(new Snapshot(0, List.of()), new Recovery.Fresh(), identity()));
    if (contents.recovery() instanceof Recovery.Damaged damaged) {
      LOG.error("{}", damaged);
    }
    return store(contents);
  }

  /// Reads and judges, and leaves everything as it is. The mark is read before the file: whoever
  /// writes meanwhile goes further than the mark says, never less far.
  ///
  /// @return empty where there is no store
  Optional<Contents> read() throws IOException {
    Optional<StoreMark> mark = StoreMark.read(disk);
    boolean marked = StoreMark.exists(disk);
    Optional<byte[]> file = disk.read(MvJournal.FILE);
    if (file.isPresent()) {
      return Optional.of(found(file.get(), mark));
    }
    if (marked) {
      throw unusable("it is gone, and " + disk.path(StoreMark.FILE) + " says that it was there");
    }
    return Optional.empty();
  }

  private Contents found(byte[] file, Optional<StoreMark> mark) {
    if (file.length == 0) {
      throw unusable("it is empty, and a store's file never is");
    }
    StoreImage.Found found;
    try {
      found = new StoreImage(file).lastWhole();
    } catch (DamageException e) {
      throw unusable(e.getMessage() + " of " + file.length + " bytes", e);
    }
    CommitLine commit = found.commit();
    schema.requireKnown(commit.schema(), "the store " + disk.path(MvJournal.FILE));
    return new Contents(
        new Snapshot(commit.revision(), found.records().stream().map(schema::migrate).toList()),
        judge(found, mark),
        commit.store());
  }

  /// What is missing is known in three ways: from the mark of a store that was closed, from chunks
  /// that follow and are sound but rest on some that are not, and from nothing, where the end of a
  /// file that was not closed is cut off where a commit ends.
  private Recovery judge(StoreImage.Found found, Optional<StoreMark> said) {
    CommitLine commit = found.commit();
    OptionalLong closedAt =
        said.filter(mark -> mark.store().equals(commit.store()))
            .map(StoreMark::closedAt)
            .orElse(OptionalLong.empty());
    if (closedAt.isPresent() && closedAt.getAsLong() > commit.revision()) {
      return damaged(commit, revisions(commit.revision() + 1, closedAt.getAsLong()));
    }
    if (found.newer() > 0) {
      return damaged(commit, "at least the %d commits after it".formatted(found.newer()));
    }
    return closedAt.isPresent()
        ? new Recovery.Clean(commit.revision())
        : new Recovery.Interrupted(commit.revision(), commit.committed(), found.droppedBytes());
  }

  private static String revisions(long first, long last) {
    return first == last ? "revision " + first : "revisions %d to %d".formatted(first, last);
  }

  private Recovery damaged(CommitLine commit, String lost) {
    Path kept = disk.path(MvJournal.FILE + ".damaged-" + STAMP.format(clock.instant()));
    return new Recovery.Damaged(commit.revision(), commit.committed(), lost, kept);
  }

  private JournaledStore store(Contents contents) {
    MvJournal journal =
        new MvJournal(
            disk,
            contents.store(),
            schema.version(),
            contents.recovery() instanceof Recovery.Fresh,
            contents.keptAs(),
            clock,
            behind,
            leastLimit);
    return new JournaledStore(contents.snapshot(), contents.recovery(), schema, journal);
  }

  /// Tells stores apart, and is no secret.
  private static String identity() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  private NetworkException unusable(String why) {
    return unusable(why, new DamageException(why));
  }

  private NetworkException unusable(String why, Throwable cause) {
    return new NetworkException.System(
        "the store %s cannot be used: %s; put a copy of it back, or move what is in its folder away to begin with nothing and import a text of it"
            .formatted(disk.path(MvJournal.FILE), why),
        cause);
  }
}
