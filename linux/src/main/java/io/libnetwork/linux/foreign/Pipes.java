package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.FCNTL;
import static io.libnetwork.linux.foreign.SystemCallNumbers.PIPE2;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SPLICE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Pipes, and splice(2), which moves bytes between a pipe and a socket without copying them.
public final class Pipes {

  /// `linux/splice.h`.
  public static final int SPLICE_F_MOVE = 1;

  public static final int SPLICE_F_NONBLOCK = 2;
  public static final int SPLICE_F_MORE = 4;

  private static final int F_SETPIPE_SZ = 1031;

  private Pipes() {}

  /// The two descriptors of a pipe.
  ///
  /// @param reading where bytes come out
  /// @param writing where bytes go in
  public record Ends(int reading, int writing) {}

  /// pipe2(2), neither of whose ends blocks or outlives an exec.
  public static Ends create() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(2 * Integer.BYTES, Integer.BYTES);
      int flags = Descriptors.O_CLOEXEC | Descriptors.O_NONBLOCK;
      SystemCall.require(PIPE2, "", ends.address(), flags, 0, 0, 0, 0);
      return new Ends(
          ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, Integer.BYTES));
    }
  }

  /// fcntl(2) `F_SETPIPE_SZ`.
  ///
  /// @return the size it has now, or a negative error number: `EPERM` above
  ///   `/proc/sys/fs/pipe-max-size` without `CAP_SYS_RESOURCE`
  public static int resize(int pipe, int bytes) {
    return (int) SystemCall.invoke(FCNTL, pipe, F_SETPIPE_SZ, bytes, 0, 0, 0);
  }

  /// splice(2) without offsets; one of the two is a pipe.
  ///
  /// @param flags `SPLICE_F_*` of this class, joined
  /// @return how many bytes were moved, 0 at the end, or a negative error number
  public static int splice(int from, int to, int length, int flags) {
    return (int) SystemCall.invoke(SPLICE, from, 0, to, 0, length, flags);
  }
}
