package io.libnetwork.store.mvstore;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.store.StoredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/// Opens stores in files of H2's MVStore: `mvstore`.
///
/// A folder that is made is its owner's alone (0700), and so are all files (0600).
public final class MvStoreProvider implements StateStoreProvider {

  /// The name by which it is asked for.
  public static final String NAME = "mvstore";

  /// All that a store has in its folder, and no other's files.
  private static final String FILES =
      "state.{mv,mv.new,mv.damaged-*,mark,mark.new,lock,holder,holder.new}";

  /// For [java.util.ServiceLoader], and for who needs no name.
  public MvStoreProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StateStore open(Path folder, Schema schema) {
    try {
      Path real = folder(folder);
      StoreLock lock = StoreLock.take(real);
      try {
        return new LockedStore(
            Opening.standard(new FolderDisk(real), schema, Clock.systemUTC()).open(), lock);
      } catch (IOException | RuntimeException | Error failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException | UncheckedIOException e) {
      throw refusal(folder, e);
    }
  }

  @Override
  public Optional<StoredState> read(Path folder, Schema schema) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      Path real = folder.toRealPath();
      Optional<String> holder = StoreLock.holderOf(real);
      return Opening.standard(new FolderDisk(real), schema, Clock.systemUTC())
          .read()
          .map(found -> new StoredState(found.snapshot(), found.recovery(), holder));
    } catch (IOException | UncheckedIOException e) {
      throw refusal(folder, e);
    }
  }

  @Override
  public void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      Path real = folder.toRealPath();
      try (StoreLock _ = StoreLock.take(real);
          DirectoryStream<Path> files = Files.newDirectoryStream(real, FILES)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      try (Stream<Path> left = Files.list(real)) {
        if (left.findAny().isPresent()) {
          return;
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException | UncheckedIOException e) {
      throw refusal(folder, e);
    }
  }

  private static Path folder(Path asked) throws IOException {
    if (!Files.isDirectory(asked)) {
      Files.createDirectories(
          asked,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return asked.toRealPath();
  }

  private static NetworkException refusal(Path folder, Exception e) {
    if (e instanceof AccessDeniedException) {
      return new NetworkException.Forbidden(
          "cannot open the store %s: this process may not read and write there (%s)"
              .formatted(folder, e.getMessage()),
          e);
    }
    if (readOnly(folder)) {
      return new NetworkException.Unavailable(
          "cannot open the store %s: its file system is read-only; mount it writable, or use a folder on another"
              .formatted(folder),
          e);
    }
    return new NetworkException.System("cannot open the store %s: %s".formatted(folder, e), e);
  }

  /// Asked of the file system, because what an error says depends on the user's language.
  private static boolean readOnly(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      return Files.getFileStore(there).isReadOnly();
    } catch (IOException unknown) {
      return false;
    }
  }
}
