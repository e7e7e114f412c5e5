package io.libnetwork.etc;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.Failpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A folder that others can put things into: what is no plain file of its own is refused, and no
/// symbolic link in it is followed. Those above it are its caller's choice.
record GuardedFolder(Path folder) {

  private static final Set<PosixFilePermission> FOR_ALL_TO_READ =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// What the kernel writes in one piece: nobody who is killed leaves half of it. A page.
  private static final int ONE_PIECE = 4096;

  /// Makes the folder, for all to read, where it is missing.
  ///
  /// @throws NetworkException.Forbidden if something else is there
  static GuardedFolder make(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
      permit(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NetworkException.Forbidden(
          "%s is no folder: expected one that is no link".formatted(folder));
    }
    return new GuardedFolder(folder);
  }

  /// The process's mask has no say in this.
  private static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setPermissions(permissions);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /// The file's text, one byte a character, the first `most` of them; empty if there is no file.
  ///
  /// @throws NetworkException.Forbidden if it is no plain file, or has a second name
  Optional<String> read(String name, int most) throws IOException {
    if (!plain(name)) {
      return Optional.empty();
    }
    try (FileChannel file = open(name, Set.of())) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size() + 1, most));
      int count = 0;
      while (count >= 0 && bytes.hasRemaining()) {
        count = file.read(bytes, bytes.position());
      }
      return Optional.of(StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString());
    }
  }

  /// Whether there is a file; a look that somebody may make untrue at once, so that what opens it
  /// is on its guard as well.
  private boolean plain(String name) throws IOException {
    Map<String, Object> seen;
    try {
      seen =
          Files.readAttributes(path(name), "unix:isRegularFile,nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return false;
    }
    if (!Boolean.TRUE.equals(seen.get("isRegularFile"))) {
      throw new NetworkException.Forbidden(
          "%s is no plain file: expected one that is no link".formatted(path(name)));
    }
    if (!Integer.valueOf(1).equals(seen.get("nlink"))) {
      throw new NetworkException.Forbidden(
          "%s has %s names: expected one, since another may be anybody's file"
              .formatted(path(name), seen.get("nlink")));
    }
    return true;
  }

  /// For reading too, and read and written by position only: so opening a pipe does not wait, and
  /// using one fails.
  private FileChannel open(String name, Set<OpenOption> more, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> options = new HashSet<>(more);
    options.add(StandardOpenOption.READ);
    options.add(StandardOpenOption.WRITE);
    options.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(path(name), options, attributes);
  }

  /// Writes over a file, or makes one for all to read. It stays the file it is, because containers
  /// have it mounted.
  ///
  /// @param covering written from the beginning, as long as what is there or longer
  /// @param length cut to in the end
  void overwrite(String name, String covering, int length) throws IOException {
    boolean there = plain(name);
    Failpoints.beforeCall("pwrite", () -> path(name).toString());
    try (FileChannel file = open(name, there ? Set.of() : Set.of(StandardOpenOption.CREATE_NEW))) {
      if (!there) {
        permit(path(name), FOR_ALL_TO_READ);
      }
      write(file, covering);
      Failpoints.beforeCall("ftruncate", () -> path(name).toString());
      file.truncate(length);
    }
  }

  private static void write(FileChannel file, String text) throws IOException {
    ByteBuffer left = StandardCharsets.ISO_8859_1.encode(text);
    while (left.hasRemaining()) {
      file.write(left, left.position());
    }
  }

  /// Has a file begin with a text, in one step. What follows is a longer text's that it had before,
  /// or nothing. A file that is made is for its owner alone.
  void begin(String name, String text) throws IOException {
    if (text.length() > ONE_PIECE || !plain(name)) {
      replace(name, text);
      return;
    }
    Failpoints.beforeCall("pwrite", () -> path(name).toString());
    try (FileChannel file = open(name, Set.of())) {
      write(file, text);
    }
  }

  /// Puts a file in place of another in one step, whatever that is. For its owner alone.
  private void replace(String name, String text) throws IOException {
    String making = name + ".new";
    try (FileChannel file = make(making)) {
      write(file, text);
    }
    Failpoints.beforeCall("rename", () -> path(name).toString());
    Files.move(
        path(making),
        path(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// A file that was not there. One that an earlier write has left is removed.
  private FileChannel make(String name) throws IOException {
    try {
      return open(name, Set.of(StandardOpenOption.CREATE_NEW), OWNER_ALONE);
    } catch (FileAlreadyExistsException left) {
      Files.deleteIfExists(path(name));
      return open(name, Set.of(StandardOpenOption.CREATE_NEW), OWNER_ALONE);
    }
  }

  /// Removes a file, or a link in its place, if there is one.
  void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
    Files.deleteIfExists(path(name + ".new"));
  }
}
