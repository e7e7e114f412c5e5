package io.libnetwork.etc;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A container's files in a folder of the host's, from where the container mounts them one by one.
///
/// A file is written in place and stays the file it is. The new text is written over the old one
/// with blank lines at its end, then cut to its length: who reads meanwhile sees the new text
/// whole, as far as the kernel writes it in one piece (a page at least), and never the end of the
/// old one.
///
/// A text is told from one that somebody edited by the hash of what was written last, kept in a
/// hidden file beside it. A file for which none is kept is ours. A write that was cut short because
/// the process was killed is finished by the next call.
///
/// Texts are taken as one byte a character (ISO 8859-1), so that what others wrote is kept as it
/// is.
///
/// Safe for use by several threads; files do not wait for each other. There is one object for a
/// folder: two would not wait for each other.
public final class ContainerFiles {

  private final GuardedFolder folder;
  private final Map<ContainerFile, MountedFile> files = new EnumMap<>(ContainerFile.class);

  private ContainerFiles(GuardedFolder folder) {
    this.folder = folder;
    for (ContainerFile file : ContainerFile.values()) {
      files.put(file, new MountedFile(folder, file.fileName()));
    }
  }

  /// Opens a folder, which is made if it is missing; the one above it is there.
  ///
  /// @throws NetworkException.Forbidden if something else is there, a symbolic link too
  /// @throws IOException if it cannot be made
  public static ContainerFiles in(Path folder) throws IOException {
    return new ContainerFiles(GuardedFolder.make(folder));
  }

  private MountedFile file(ContainerFile file) {
    MountedFile mounted = files.get(file);
    if (mounted == null) {
      throw new IllegalStateException("no " + file);
    }
    return mounted;
  }

  /// Where the container's engine finds a file to mount.
  public Path path(ContainerFile file) {
    return folder.path(file.fileName());
  }

  /// Whose text a file has.
  ///
  /// @throws NetworkException.Forbidden if something else than a plain file of one name is there
  /// @throws IOException if it cannot be read
  public FileState state(ContainerFile file) throws IOException {
    return file(file).state();
  }

  /// A file's text, at most a mebibyte of it; empty if there is no file.
  ///
  /// @throws NetworkException.Forbidden as [#state]
  /// @throws IOException as [#state]
  public Optional<String> read(ContainerFile file) throws IOException {
    return file(file).read();
  }

  /// Writes a file whole, unless somebody edited it.
  ///
  /// @return whether the file has this text now
  /// @throws NetworkException.Forbidden as [#state], and if the text has more than a mebibyte
  /// @throws IOException if it cannot be written; it then has the old text, or is finished by a
  ///   later call
  public boolean write(ContainerFile file, String text) throws IOException {
    return file(file).write(text);
  }

  /// Changes a file's text whosever it is: one that somebody edited stays his. A file that is
  /// missing is made.
  ///
  /// @param change of the text there is, called once; it must not call this object
  /// @throws NetworkException.Forbidden as [#state], and if either text has more than a mebibyte
  /// @throws IOException as [#write]
  public void edit(ContainerFile file, UnaryOperator<String> change) throws IOException {
    file(file).edit(change);
  }

  /// Removes what is there of the files, and the folder, unless others put something into it.
  ///
  /// @throws IOException if one cannot be removed
  public void delete() throws IOException {
    for (MountedFile file : files.values()) {
      file.delete();
    }
    try {
      Files.deleteIfExists(folder.folder());
    } catch (DirectoryNotEmptyException _) {
      // What others put there is theirs, and the folder with it
    }
  }
}
