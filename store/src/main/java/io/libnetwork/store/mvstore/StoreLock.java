package io.libnetwork.store.mvstore;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// That a store belongs to one process, and to one store of it.
///
/// The kernel keeps the lock, on a file of its own, and gives it back when the process ends,
/// however it ends: what a dead process left is no obstacle. Who has it stands in a second file,
/// which is only for the message, because the kernel's lock is lost when a process closes *any*
/// descriptor of the locked file, as one that it was read by (fcntl(2), F_SETLK). For the same
/// reason a second store of this process must not so much as open the locked file.
final class StoreLock implements AutoCloseable {

  private static final String LOCKED = "state.lock";
  private static final String HOLDER = "state.holder";
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel locked;

  private StoreLock(Path folder, FileChannel locked) {
    this.folder = folder;
    this.locked = locked;
  }

  /// Takes the lock of a folder.
  ///
  /// @param folder its real path
  /// @throws NetworkException.Conflict if somebody has it
  static StoreLock take(Path folder) throws IOException {
    if (!OURS.add(folder)) {
      throw new NetworkException.Conflict(
          "the store %s is open already, in this process (%d); close it first"
              .formatted(folder, ProcessHandle.current().pid()));
    }
    try {
      return taken(folder);
    } catch (IOException | RuntimeException | Error failure) {
      OURS.remove(folder);
      throw failure;
    }
  }

  private static StoreLock taken(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCKED),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            FolderDisk.OWNER_ALONE);
    try {
      if (channel.tryLock() == null) {
        throw new NetworkException.Conflict(
            "the store %s is held by %s; end it, or use another folder"
                .formatted(folder, holder(folder)));
      }
      sayWhoHasIt(folder);
      return new StoreLock(folder, channel);
    } catch (IOException | RuntimeException | Error failure) {
      channel.close();
      throw failure;
    }
  }

  /// Who has the store of a folder, asked without touching its lock: to take that, were it for a
  /// moment, could keep out who is about to.
  ///
  /// @param folder its real path
  /// @return empty where nobody is seen to have it
  static Optional<String> holderOf(Path folder) throws IOException {
    if (OURS.contains(folder)) {
      return Optional.of(Holder.self().toString());
    }
    try {
      return Holder.parse(Files.readString(folder.resolve(HOLDER)))
          .filter(Holder::alive)
          .filter(holder -> holder.hasOpen(folder.resolve(LOCKED)))
          .map(Holder::toString);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Who has a store says so a moment after he has it, and may be in a container of his own, where
  /// processes have other numbers.
  private static String holder(Path folder) throws IOException {
    Optional<Holder> said;
    try {
      said = Holder.parse(Files.readString(folder.resolve(HOLDER)));
    } catch (NoSuchFileException _) {
      said = Optional.empty();
    }
    return said.map(holder ->
            holder.alive()
                ? holder.toString()
                : "a process that is not seen from here; the last to say so was " + holder)
        .orElse("a process that has not said yet who it is");
  }

  private static void sayWhoHasIt(Path folder) throws IOException {
    FolderDisk disk = new FolderDisk(folder);
    String unfinished = HOLDER + ".new";
    try (Disk.File file = disk.create(unfinished)) {
      file.write(0, ByteBuffer.wrap(Holder.self().text().getBytes(StandardCharsets.UTF_8)));
    }
    disk.rename(unfinished, HOLDER);
  }

  @Override
  public void close() {
    try {
      locked.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back the lock of " + folder, e);
    } finally {
      OURS.remove(folder);
    }
  }
}
