package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Namespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder that namespaces are bound in: made with mode 0700, and a mount point of its own with
/// shared propagation, see mount_namespaces(7).
public final class NamespaceFolder {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<Path> PREPARED = ConcurrentHashMap.newKeySet();

  private NamespaceFolder() {}

  /// Makes the folder and mounts it, once per process and folder; a folder that has been removed in
  /// the meantime is made again.
  static void prepare(Path folder) {
    if (PREPARED.contains(folder) && Files.isDirectory(folder)) {
      return;
    }
    synchronized (PREPARED) {
      createDirectories(folder);
      mount(folder);
      PREPARED.add(folder);
    }
  }

  /// Undoes [#prepare] for a folder that is empty: unmounts and removes it.
  public static void remove(Path folder) {
    synchronized (PREPARED) {
      PREPARED.remove(folder);
      detach(folder);
      try {
        Files.deleteIfExists(folder);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot remove namespace folder " + folder, failure);
      }
    }
  }

  private static void createDirectories(Path folder) {
    Failpoints.beforeCall("mkdirat", folder::toString);
    try {
      Files.createDirectories(folder, OWNER_ONLY);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make namespace folder " + folder, failure);
    }
  }

  /// As `ip netns` does: a folder that is no mount point yet answers `EINVAL` and is bound on
  /// itself.
  private static void mount(Path folder) {
    String path = folder.toString();
    try {
      Namespaces.mount("none", path, Namespaces.MS_SHARED | Namespaces.MS_REC);
    } catch (SystemCallException refused) {
      if (!refused.errno().equals(Errno.EINVAL)) {
        throw refused;
      }
      Namespaces.mount(path, path, Namespaces.MS_BIND | Namespaces.MS_REC);
      Namespaces.mount("none", path, Namespaces.MS_SHARED | Namespaces.MS_REC);
    }
  }

  private static void detach(Path folder) {
    try {
      Namespaces.detach(folder.toString());
    } catch (SystemCallException refused) {
      if (!refused.errno().equals(Errno.EINVAL) && !refused.errno().equals(Errno.ENOENT)) {
        throw refused;
      }
    }
  }
}
