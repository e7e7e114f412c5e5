package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.FSCONFIG;
import static io.libnetwork.linux.foreign.SystemCallNumbers.FSMOUNT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.FSOPEN;

import java.lang.foreign.Arena;

/// A procfs that is mounted nowhere: only who has its descriptor can go into it.
public final class ProcMounts {

  private static final String TYPE = "proc";

  /// `linux/mount.h`.
  private static final int FSOPEN_CLOEXEC = 1;

  private static final int FSCONFIG_CMD_CREATE = 6;
  private static final int FSMOUNT_CLOEXEC = 1;

  private ProcMounts() {}

  /// fsopen(2), fsconfig(2) and fsmount(2): makes one and answers its root folder, for
  /// [Descriptors#openAt]. It goes when the descriptor and all files of it are closed.
  ///
  /// @throws io.libnetwork.linux.SystemCallException `ENOSYS` before Linux 5.2, `EPERM` without
  ///   `CAP_SYS_ADMIN`
  public static int open() {
    int context = context();
    try {
      SystemCall.require(FSCONFIG, TYPE, context, FSCONFIG_CMD_CREATE, 0, 0, 0, 0);
      return (int) SystemCall.require(FSMOUNT, TYPE, context, FSMOUNT_CLOEXEC, 0, 0, 0, 0);
    } finally {
      Descriptors.close(context);
    }
  }

  private static int context() {
    try (Arena arena = Arena.ofConfined()) {
      long type = arena.allocateFrom(TYPE).address();
      return (int) SystemCall.require(FSOPEN, TYPE, type, FSOPEN_CLOEXEC, 0, 0, 0, 0);
    }
  }
}
