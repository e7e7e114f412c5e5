package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.ProcMounts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the files of kernel parameters are looked for: `/proc`, or a procfs of our own that is
/// given up for a fresh one when it has shown many namespaces.
///
/// A procfs keeps what it has shown of each namespace, and below `sys/net` keeps it all in one
/// list, because the names are the same everywhere: `ipv4`, `ipv6` (`proc_sys_compare` in
/// `fs/proc/proc_sysctl.c`). Whoever looks for a file walks over the list, several times for one
/// that was not shown yet. With some thousand namespaces that costs more than to make one. So
/// `/proc` is used for the first ones only. Where the kernel makes no further procfs, because it is
/// older than 5.2 or the process may not mount, `/proc` is used for all.
///
/// One that was given up goes when the last who uses it has closed it.
final class SysctlRoot implements AutoCloseable {

  /// How many turns to another namespace one serves. To make one and to have it go takes the kernel
  /// some 0.2 ms, to walk over so many some microseconds.
  private static final int MOST_TURNS = 128;

  private static final String PROC = "/proc";

  /// Why the kernel would make none at the next attempt either.
  private static final Set<Errno> NEVER = Set.of(Errno.ENOSYS, Errno.EPERM, Errno.EACCES);

  /// Guarded by the class, as are all fields that change.
  private static @Nullable SysctlRoot current;

  private static boolean never;

  private final int descriptor;
  private @Nullable NamespaceId shown;
  private int turns;
  private int users;
  private boolean givenUp;

  private SysctlRoot(int descriptor) {
    this.descriptor = descriptor;
  }

  /// One to look into, to be closed afterwards.
  ///
  /// @param namespace where the calling thread is
  static synchronized SysctlRoot take(NamespaceId namespace) {
    SysctlRoot root = current == null ? new SysctlRoot(open(PROC)) : current;
    if (root.turns == MOST_TURNS && !namespace.equals(root.shown) && !never) {
      root = next(root);
    }
    if (!namespace.equals(root.shown)) {
      root.shown = namespace;
      root.turns = Math.min(root.turns + 1, MOST_TURNS);
    }
    root.users++;
    current = root;
    return root;
  }

  private static int open(String path) {
    return Descriptors.open(path, Descriptors.O_PATH, 0);
  }

  /// A fresh one in the place of one that has shown enough; that one again where the kernel
  /// refuses.
  private static SysctlRoot next(SysctlRoot full) {
    try {
      SysctlRoot fresh = new SysctlRoot(ProcMounts.open());
      full.givenUp = true;
      full.closeIfUnused();
      return fresh;
    } catch (SystemCallException refused) {
      never = NEVER.contains(refused.errno());
      if (never) {
        return full;
      }
      throw refused;
    }
  }

  /// Opens a file or folder below `sys`.
  ///
  /// @throws SystemCallException when the kernel refuses
  int open(String key, int flags) {
    return Descriptors.openAt(descriptor, "sys/" + key, flags, 0);
  }

  @Override
  public void close() {
    synchronized (SysctlRoot.class) {
      users--;
      closeIfUnused();
    }
  }

  private void closeIfUnused() {
    if (givenUp && users == 0) {
      Descriptors.close(descriptor);
    }
  }
}
