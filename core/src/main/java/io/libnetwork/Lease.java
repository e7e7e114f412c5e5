package io.libnetwork;

import io.libnetwork.linux.ProcessIdentity;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// For how long a network or a sandbox is wanted: while somebody is there, or for a time. When its
/// lease ends it is removed with everything in it, also when that happened while no controller was
/// there to notice. Of several leases the first that ends counts.
///
/// ```java
/// controller.createNetwork(
///     "bridge",
///     "test-7",
///     new NetworkOption.Leased(Lease.ownedBy(ProcessHandle.current().pid())),
///     new NetworkOption.Leased(new Lease.ForDuration(Duration.ofMinutes(30))));
/// ```
public sealed interface Lease {

  /// While a process runs. One that has ended, and that nobody has waited for yet, does not run.
  ///
  /// @param process told from another that gets its number by when it started
  record OwnedByProcess(ProcessIdentity process) implements Lease {
    @Override
    public String toString() {
      return "process " + process.pid() + " started at tick " + process.started();
    }
  }

  /// For a time, counted from when the network or sandbox is made, or from when it is renewed
  /// ([Network#renew], [Sandbox#renew]).
  ///
  /// Within one boot of the machine it is counted by a clock that nobody sets, time suspended
  /// included. Over a reboot it is counted by the calendar, and is never longer than what was
  /// granted, however far the calendar was set back. What runs out while the machine is suspended
  /// may be removed later by as long as that was.
  ///
  /// @param duration 1 ms to 366 days
  record ForDuration(Duration duration) implements Lease {
    static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(366);

    public ForDuration {
      if (duration.compareTo(LEAST) < 0 || duration.compareTo(MOST) > 0) {
        throw new NetworkException.InvalidParameter(
            "invalid time to live %s: expected %s to %s (%d days)"
                .formatted(duration, LEAST, MOST, MOST.toDays()));
      }
    }

    @Override
    public String toString() {
      return "for " + duration;
    }
  }

  /// While a handle of this process is open. It ends with the process: who is to keep something
  /// over a restart of it names a process instead.
  record WhileOpen(LeaseHandle handle) implements Lease {
    @Override
    public String toString() {
      return "while " + handle + " is open";
    }
  }

  /// While the process runs that has this number now.
  ///
  /// @throws NetworkException.NotFound when there is none
  static Lease ownedBy(long pid) {
    return new OwnedByProcess(LeaseOwners.running(pid));
  }

  /// While the process runs that has this number and started then.
  ///
  /// @param started in clock ticks since boot, field 22 of `/proc/<pid>/stat`
  /// @throws NetworkException.InvalidParameter when the number is none
  static Lease ownedBy(long pid, long started) {
    return new OwnedByProcess(LeaseOwners.identity(pid, started));
  }

  /// While the other side of a connection keeps it, see [LeaseHandle#of(SocketChannel)].
  static Lease whileConnected(SocketChannel connection) {
    return new WhileOpen(LeaseHandle.of(connection));
  }
}
