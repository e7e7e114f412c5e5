package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/// The file of a unix socket: who else has it, and who may use it.
final class SocketFile {

  private final Path path;
  private final Optional<String> group;

  SocketFile(Path path, Optional<String> group) {
    this.path = path;
    this.group = group;
  }

  /// Makes room for a socket: what a process has left that has ended is removed.
  ///
  /// @throws NetworkException.Conflict if somebody listens there, or something else is there
  void clear() {
    try {
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        requireSocket();
        requireNobody();
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot make room for a socket at %s: %s".formatted(path, failure), failure);
    }
  }

  private void requireSocket() throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    boolean socket = mode instanceof Integer bits && (bits & 0170000) == 0140000;
    if (!socket) {
      throw new NetworkException.Conflict(
          "%s is there and is no socket: remove it, or listen elsewhere".formatted(path));
    }
  }

  private void requireNobody() {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new NetworkException.Conflict(
          "another process listens at %s: stop it, or listen elsewhere".formatted(path));
    } catch (IOException _) {
      // Nobody listens: it was left by a process that has ended
    }
  }

  /// Lets its owner and its group use it and nobody else. The group is known to be there before it
  /// may.
  void permit() {
    try {
      requireSocket();
      // A socket cannot be opened, which is how the JDK does it where no link is to be followed.
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (group.isPresent()) {
        view.setGroup(find(group.get()));
      }
      view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot say who may use %s: %s".formatted(path, failure), failure);
    }
  }

  private GroupPrincipal find(String name) throws IOException {
    try {
      return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
    } catch (UserPrincipalNotFoundException unknown) {
      throw new NetworkException.InvalidParameter(
          "there is no group '%s' to use %s: make it, or name another by --group"
              .formatted(name, path),
          unknown);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
