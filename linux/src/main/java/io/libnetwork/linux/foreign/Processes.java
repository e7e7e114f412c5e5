package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.CLOCK_GETTIME;
import static io.libnetwork.linux.foreign.SystemCallNumbers.GETPID;
import static io.libnetwork.linux.foreign.SystemCallNumbers.KILL;
import static io.libnetwork.linux.foreign.SystemCallNumbers.PIDFD_OPEN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Signals to processes, descriptors of them, and the clock that runs from one boot to the next.
public final class Processes {

  /// `asm-generic/signal.h`.
  private static final int SIGKILL = 9;

  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int TIMESPEC_SIZE = 16;

  private Processes() {}

  /// kill(2) of the own process by `SIGKILL`: it does not return.
  public static void killSelf() {
    long self = SystemCall.require(GETPID, "", 0, 0, 0, 0, 0, 0);
    SystemCall.require(KILL, "process " + self, self, SIGKILL, 0, 0, 0, 0);
  }

  /// pidfd_open(2): a descriptor that can be read (`EPOLLIN`) once the process has ended, whether
  /// anybody has waited for it or not; closed on exec.
  public static int open(long pid) {
    return (int) SystemCall.require(PIDFD_OPEN, "process " + pid, pid, 0, 0, 0, 0, 0);
  }

  /// clock_gettime(2) of `CLOCK_BOOTTIME`, in nanoseconds: since the machine was started, also
  /// while it was suspended. Nobody sets this clock.
  public static long sinceBoot() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(TIMESPEC_SIZE, Long.BYTES);
      SystemCall.require(
          CLOCK_GETTIME, "CLOCK_BOOTTIME", CLOCK_BOOTTIME, time.address(), 0, 0, 0, 0);
      return time.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
          + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
    }
  }
}
