package io.libnetwork.store.mvstore;

import io.libnetwork.store.NoRoomException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A folder of the machine's file system.
///
/// @param folder which is there
record FolderDisk(Path folder) implements Disk {

  /// Read and written by its owner alone.
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// Below this a write that failed is taken to have failed for want of room, whatever the error
  /// says, which it does in the language of the user.
  private static final long SCARCE_BYTES = 1 << 20;

  @Override
  public Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public File create(String name) throws IOException {
    Path path = path(name);
    Files.deleteIfExists(path);
    return roomy(() ->
        new Opened(
            FileChannel.open(
                path,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE),
                OWNER_ALONE)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void link(String name, String second) throws IOException {
    Files.createLink(path(second), path(name));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  /// On Linux a folder can be opened to be synced.
  @Override
  public void sync() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private <T> T roomy(Writing<T> writing) throws IOException {
    try {
      return writing.write();
    } catch (IOException e) {
      if (scarce(e)) {
        throw new NoRoomException("no room in %s: %s".formatted(folder, e.getMessage()), e);
      }
      throw e;
    }
  }

  private boolean scarce(IOException e) throws IOException {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left")
        || message.contains("quota exceeded")
        || Files.getFileStore(folder).getUsableSpace() < SCARCE_BYTES;
  }

  private interface Writing<T> {
    T write() throws IOException;
  }

  private final class Opened implements File {

    private final FileChannel channel;

    private Opened(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public ByteBuffer read(long position, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new EOFException(
              "%d bytes at %d of %s, which has %d"
                  .formatted(length, position, folder, channel.size()));
        }
      }
      return bytes.flip();
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      roomy(() -> {
        long at = position;
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
        return at;
      });
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    /// The file's size is synced with its bytes; when it was last changed is not.
    @Override
    public void sync() throws IOException {
      roomy(() -> {
        channel.force(false);
        return channel;
      });
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
