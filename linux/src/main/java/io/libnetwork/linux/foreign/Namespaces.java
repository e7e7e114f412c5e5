package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.MOUNT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SETNS;
import static io.libnetwork.linux.foreign.SystemCallNumbers.UMOUNT2;
import static io.libnetwork.linux.foreign.SystemCallNumbers.UNSHARE;

import io.libnetwork.linux.Failpoints;
import java.lang.foreign.Arena;

/// What changes the calling thread's namespaces, and mounts.
///
/// [#enter] and [#unshareNetwork] change the calling *operating system thread*: only
/// [io.libnetwork.linux.NamespaceThread] may call them.
public final class Namespaces {

  /// `sched.h`.
  public static final int CLONE_NEWNET = 0x40000000;

  /// `sys/mount.h`.
  public static final int MS_BIND = 0x1000;

  public static final int MS_REC = 0x4000;
  public static final int MS_SHARED = 1 << 20;
  public static final int MNT_DETACH = 2;
  public static final int UMOUNT_NOFOLLOW = 8;

  private Namespaces() {}

  /// setns(2): the calling thread enters the network namespace that a descriptor refers to.
  public static void enter(int descriptor) {
    SystemCall.require(SETNS, "descriptor " + descriptor, descriptor, CLONE_NEWNET, 0, 0, 0, 0);
  }

  /// unshare(2): the calling thread leaves its network namespace for a new one.
  public static void unshareNetwork() {
    Failpoints.beforeCall("unshare", () -> "CLONE_NEWNET");
    SystemCall.require(UNSHARE, "CLONE_NEWNET", CLONE_NEWNET, 0, 0, 0, 0, 0);
  }

  /// mount(2) without a file system type or data: bind mounts and changes of propagation.
  public static void mount(String source, String target, int flags) {
    Failpoints.beforeCall("mount", () -> source + " on " + target);
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.require(
          MOUNT,
          source + " on " + target,
          arena.allocateFrom(source).address(),
          arena.allocateFrom(target).address(),
          arena.allocateFrom("none").address(),
          flags,
          0,
          0);
    }
  }

  /// umount2(2), lazily: the mount is out of sight at once and released when nobody uses it. A
  /// symbolic link is not followed.
  public static void detach(String target) {
    Failpoints.beforeCall("umount2", () -> target);
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.require(
          UMOUNT2,
          target,
          arena.allocateFrom(target).address(),
          MNT_DETACH | UMOUNT_NOFOLLOW,
          0,
          0,
          0,
          0);
    }
  }
}
