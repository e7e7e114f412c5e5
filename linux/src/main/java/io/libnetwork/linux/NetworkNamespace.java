package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Namespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A network namespace held open by a descriptor, see network_namespaces(7).
///
/// While the descriptor is open the namespace exists; an anonymous namespace with no process in it
/// ends when the descriptor is closed, and the kernel then removes its interfaces in the
/// background. Namespaces are made and entered by a [NamespaceThread]; this class never changes the
/// namespace of any thread.
///
/// Safe for use by many threads.
public final class NetworkNamespace implements AutoCloseable {

  private static final String THREAD_FILE = "/proc/thread-self/ns/net";

  private final int descriptor;
  private final NamespaceId id;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NetworkNamespace(int descriptor, NamespaceId id) {
    this.descriptor = descriptor;
    this.id = id;
  }

  /// The namespace of the calling thread, which is the process's own on every thread but a
  /// [NamespaceThread]'s.
  public static NetworkNamespace current() {
    return open(THREAD_FILE);
  }

  /// The namespace bound at a path, as `ip netns` and container engines leave it.
  ///
  /// @throws SystemCallException when nothing is there or it is no network namespace (`EINVAL`)
  public static NetworkNamespace open(Path path) {
    return open(path.toString());
  }

  /// The namespace a process is in.
  ///
  /// @throws SystemCallException `ENOENT` when there is no such process
  public static NetworkNamespace ofProcess(long pid) {
    if (pid <= 0) {
      throw new IllegalArgumentException("no process id: " + pid + ", expected 1 or more");
    }
    return open("/proc/" + pid + "/ns/net");
  }

  /// The identity of the calling thread's namespace.
  public static NamespaceId currentId() {
    return new NamespaceId(Descriptors.inode(THREAD_FILE));
  }

  /// The identity of the namespace that is bound at a path, without opening it.
  ///
  /// @return empty when nothing is bound there
  public static Optional<NamespaceId> idAt(Path path) {
    try {
      return Files.getAttribute(path, "unix:ino") instanceof Long inode
          ? Optional.of(new NamespaceId(inode))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// Binds this namespace at a path where nothing is bound any more, so that it is found there
  /// again.
  ///
  /// @throws SystemCallException when the kernel refuses
  public void bindAgain(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      NamespaceFolder.prepare(folder);
    }
    try {
      Files.deleteIfExists(path);
      Files.createFile(path);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a file for namespace " + path, failure);
    }
    Namespaces.mount("/proc/self/fd/" + descriptor(), path.toString(), Namespaces.MS_BIND);
  }

  /// Takes a namespace away from its path, as `ip netns delete` does. It lives on while a process
  /// or an open descriptor holds it. What is already gone is a success.
  ///
  /// @throws SystemCallException when the path is there but not ours to unmount
  public static void delete(Path path) {
    try {
      Namespaces.detach(path.toString());
    } catch (SystemCallException refused) {
      if (!gone(refused, path)) {
        throw refused;
      }
    }
    Failpoints.beforeCall("unlinkat", path::toString);
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "namespace " + path + " was unmounted but its file could not be removed", failure);
    }
  }

  /// Which namespace this is.
  public NamespaceId id() {
    return id;
  }

  /// The open descriptor, as `IFLA_NET_NS_FD` takes it.
  ///
  /// @throws IllegalStateException when closed
  public int descriptor() {
    if (closed.get()) {
      throw new IllegalStateException("network namespace " + id + " is closed");
    }
    return descriptor;
  }

  /// A second descriptor of the same namespace, closed on its own.
  public NetworkNamespace duplicate() {
    return new NetworkNamespace(Descriptors.duplicate(descriptor()), id);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Descriptors.close(descriptor);
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }

  /// Without waiting, because a path may be a FIFO that nobody writes to.
  private static NetworkNamespace open(String path) {
    int descriptor = Descriptors.open(path, Descriptors.O_RDONLY | Descriptors.O_NONBLOCK, 0);
    try {
      requireNetworkNamespace(descriptor, path);
      return new NetworkNamespace(descriptor, new NamespaceId(Descriptors.inode(descriptor)));
    } catch (RuntimeException failure) {
      Descriptors.close(descriptor);
      throw failure;
    }
  }

  private static void requireNetworkNamespace(int descriptor, String path) {
    if (Descriptors.namespaceType(descriptor) != Namespaces.CLONE_NEWNET) {
      throw new SystemCallException(
          "ns_get_nstype", path + " is not a network namespace", Errno.EINVAL);
    }
  }

  /// `EINVAL` is umount2(2)'s word for a path that is no mount point.
  private static boolean gone(SystemCallException refused, Path path) {
    return refused.errno().equals(Errno.ENOENT)
        || (refused.errno().equals(Errno.EINVAL) && isPlainEmptyFile(path));
  }

  private static boolean isPlainEmptyFile(Path path) {
    try {
      return Files.isRegularFile(path) && Files.size(path) == 0;
    } catch (IOException unreadable) {
      return false;
    }
  }
}
