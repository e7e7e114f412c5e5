package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.GETPID;
import static io.libnetwork.linux.foreign.SystemCallNumbers.KILL;

/// Signals.
public final class Processes {

  /// `asm-generic/signal.h`.
  private static final int SIGKILL = 9;

  private Processes() {}

  /// kill(2) of the own process by `SIGKILL`: it does not return.
  public static void killSelf() {
    long self = SystemCall.require(GETPID, "", 0, 0, 0, 0, 0, 0);
    SystemCall.require(KILL, "process " + self, self, SIGKILL, 0, 0, 0, 0);
  }
}
