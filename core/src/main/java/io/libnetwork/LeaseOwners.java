package io.libnetwork;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.ProcessWatch;
import io.libnetwork.linux.SystemCallException;
import java.util.Optional;

/// Who may own something: a process that runs.
final class LeaseOwners {

  private LeaseOwners() {}

  static ProcessIdentity identity(long pid, long started) {
    if (pid <= 0 || started < 0) {
      throw new NetworkException.InvalidParameter(
          "invalid owner, process %d started at tick %d: expected a number of 1 or more, and 0 or more ticks"
              .formatted(pid, started));
    }
    return new ProcessIdentity(pid, started);
  }

  static ProcessIdentity running(long pid) {
    identity(pid, 0);
    return ProcessIdentity.of(pid)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "no process " + pid + ": only one that runs can own something"));
  }

  /// Answers where a process runs.
  ///
  /// @throws NetworkException.NotFound when it has ended, or another has its number by now
  /// @throws NetworkException.InvalidParameter when it is a thread
  static void requireRunning(String what, ProcessIdentity owner) {
    if (runs(owner)) {
      return;
    }
    Optional<ProcessIdentity> there = ProcessIdentity.of(owner.pid());
    throw new NetworkException.NotFound(
        there
            .filter(other -> other.started() != owner.started())
            .map(other ->
                "%s cannot be owned by process %d started at tick %d: the process with this number started at tick %d, so it is another one"
                    .formatted(what, owner.pid(), owner.started(), other.started()))
            .orElseGet(() ->
                "%s cannot be owned by process %d: it has ended".formatted(what, owner.pid())));
  }

  private static boolean runs(ProcessIdentity owner) {
    try {
      return ProcessWatch.runs(owner);
    } catch (SystemCallException refused) {
      if (refused.errno().equals(Errno.EINVAL)) {
        throw new NetworkException.InvalidParameter(
            "invalid owner %d: it is a thread, expected a process".formatted(owner.pid()), refused);
      }
      throw refused;
    }
  }
}
