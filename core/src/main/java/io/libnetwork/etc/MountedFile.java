package io.libnetwork.etc;

import io.libnetwork.NetworkException;
import io.libnetwork.etc.Inscription.Writing;
import io.libnetwork.etc.Inscription.Written;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// One file of a container, with what is written down beside it.
///
/// A write is three steps: what the file has and is to have is written down, the file is written,
/// the hash of what it has is written down. Whoever comes after a write that was cut short finishes
/// it first, so that it is not taken for somebody's edit. That holds for a process that is killed;
/// for a machine that loses its power nothing is synced, because no container survives that.
final class MountedFile {

  /// In bytes. A container can let its own file grow, which then is not ours any more.
  static final int LARGEST = 1 << 20;

  /// Of no text: what is written down where nobody can tell which text was ours.
  private static final String NOBODYS = "sha256:" + "0".repeat(64);

  private static final int HEADER = 200;

  private final GuardedFolder folder;
  private final String name;
  private final String beside;
  private final ReentrantLock lock = new ReentrantLock();

  MountedFile(GuardedFolder folder, String name) {
    this.folder = folder;
    this.name = name;
    this.beside = "." + name + ".written";
  }

  FileState state() throws IOException {
    return locked(() -> {
      Optional<String> ours = finished();
      return content()
          .map(now -> ours(now, ours) ? FileState.OURS : FileState.EDITED)
          .orElse(FileState.ABSENT);
    });
  }

  Optional<String> read() throws IOException {
    return locked(() -> {
      finished();
      return content();
    });
  }

  /// Answers whether the file has this text now; it has not if somebody edited it.
  boolean write(String text) throws IOException {
    return locked(() -> {
      Optional<String> ours = finished();
      Optional<String> now = content();
      boolean free = now.map(there -> ours(there, ours)).orElse(true);
      if (free) {
        put(now, text, Inscription.hash(text), ours);
      }
      return free;
    });
  }

  /// Whosever the text is, it stays his.
  void edit(UnaryOperator<String> change) throws IOException {
    locked(() -> {
      Optional<String> ours = finished();
      Optional<String> now = content();
      String next = change.apply(now.orElse(""));
      boolean edited = now.isPresent() && !ours(now.get(), ours);
      put(now, next, edited ? ours.orElse(NOBODYS) : Inscription.hash(next), ours);
      return next;
    });
  }

  void delete() throws IOException {
    locked(() -> {
      folder.delete(name);
      folder.delete(beside);
      return name;
    });
  }

  private Optional<String> content() throws IOException {
    return folder.read(name, LARGEST + 1);
  }

  private void put(Optional<String> now, String next, String hash, Optional<String> ours)
      throws IOException {
    String from = now.orElse("");
    requireRoom(from);
    requireRoom(next);
    if (now.isEmpty() || !from.equals(next)) {
      Writing writing = new Writing(hash, from, next);
      folder.begin(beside, writing.text());
      folder.overwrite(name, writing.covering(), next.length());
    }
    if (now.isEmpty() || !from.equals(next) || !ours.equals(Optional.of(hash))) {
      folder.begin(beside, new Written(hash).text());
    }
  }

  private void requireRoom(String text) {
    if (text.length() > LARGEST) {
      throw new NetworkException.Forbidden(
          "%s with more than %d bytes is not written".formatted(folder.path(name), LARGEST));
    }
  }

  /// Finishes a write that was cut short. Answers the hash of the text that is ours; empty if
  /// nobody ever wrote one down.
  private Optional<String> finished() throws IOException {
    Optional<String> known = folder.read(beside, 2 * LARGEST + HEADER);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (Inscription.parse(known.get())) {
          case Written(String hash) -> hash;
          case Inscription.Illegible _ -> NOBODYS;
          case Writing writing -> finish(writing);
        });
  }

  private String finish(Writing writing) throws IOException {
    String now = content().orElse("");
    if (writing.left(now)) {
      String covering = new Writing(writing.hash(), now, writing.to()).covering();
      folder.overwrite(name, covering, writing.to().length());
    }
    folder.begin(beside, new Written(writing.hash()).text());
    return writing.hash();
  }

  private static boolean ours(String now, Optional<String> ours) {
    return now.length() <= LARGEST
        && ours.map(hash -> hash.equals(Inscription.hash(now))).orElse(true);
  }

  private <T> T locked(Step<T> step) throws IOException {
    lock.lock();
    try {
      return step.take();
    } finally {
      lock.unlock();
    }
  }

  private interface Step<T> {
    T take() throws IOException;
  }
}
