package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.EPOLL_PWAIT2;

import io.libnetwork.linux.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Room for what epoll_pwait2(2) answers: an array of `struct epoll_event`, which is packed on
/// x86-64 only. For the thread that made it.
public final class EpollEvents implements AutoCloseable {

  private static final boolean PACKED = !System.getProperty("os.arch").equals("aarch64");

  static final int SIZE = PACKED ? 12 : 16;
  static final int DATA_OFFSET = PACKED ? 4 : 8;

  private static final int MOST = 256;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /// `linux/time_types.h`: `struct __kernel_timespec`.
  private static final int TIMESPEC_SIZE = 16;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment events = arena.allocate((long) SIZE * MOST, Long.BYTES);
  private final MemorySegment timeout = arena.allocate(TIMESPEC_SIZE, Long.BYTES);

  /// Room for 256 events.
  public EpollEvents() {}

  /// epoll_pwait2(2), which Linux has from 5.11 on.
  ///
  /// @param nanoseconds after which nothing is answered; for ever where negative
  /// @return how many events there are; 0 also where the call was interrupted
  public int await(int epoll, long nanoseconds) {
    timeout.set(ValueLayout.JAVA_LONG, 0, nanoseconds / NANOS_PER_SECOND);
    timeout.set(ValueLayout.JAVA_LONG, Long.BYTES, nanoseconds % NANOS_PER_SECOND);
    long until = nanoseconds < 0 ? 0 : timeout.address();
    long ready = SystemCall.invoke(EPOLL_PWAIT2, epoll, events.address(), MOST, until, 0, 0);
    if (ready < 0 && ready != -Errno.EINTR.number()) {
      throw SystemCall.failure(EPOLL_PWAIT2, "descriptor " + epoll, ready);
    }
    return Math.max(0, (int) ready);
  }

  /// The descriptor of an event.
  public int descriptor(int index) {
    return events.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * SIZE + DATA_OFFSET);
  }

  /// What there is to be told of it: `EPOLL*` of [Epoll], joined.
  public int events(int index) {
    return events.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * SIZE);
  }

  @Override
  public void close() {
    arena.close();
  }
}
