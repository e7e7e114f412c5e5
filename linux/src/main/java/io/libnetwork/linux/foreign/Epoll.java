package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.EPOLL_CREATE1;
import static io.libnetwork.linux.foreign.SystemCallNumbers.EPOLL_CTL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One descriptor that tells which of many can be read or written, see epoll(7).
public final class Epoll {

  /// `sys/epoll.h`.
  public static final int EPOLLIN = 0x001;

  public static final int EPOLLOUT = 0x004;
  public static final int EPOLLERR = 0x008;
  public static final int EPOLLHUP = 0x010;
  public static final int EPOLLRDHUP = 0x2000;
  public static final int EPOLLET = 1 << 31;

  private static final int EPOLL_CLOEXEC = 02000000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;

  private Epoll() {}

  /// epoll_create1(2), closed on exec.
  public static int create() {
    return (int) SystemCall.require(EPOLL_CREATE1, "", EPOLL_CLOEXEC, 0, 0, 0, 0, 0);
  }

  /// epoll_ctl(2) `EPOLL_CTL_ADD`; [EpollEvents] tell the descriptor by its number.
  ///
  /// @param events `EPOLL*` of this class, joined
  public static void add(int epoll, int descriptor, int events) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EpollEvents.SIZE, Long.BYTES);
      event.set(ValueLayout.JAVA_INT, 0, events);
      event.set(ValueLayout.JAVA_INT, EpollEvents.DATA_OFFSET, descriptor);
      SystemCall.require(
          EPOLL_CTL,
          "descriptor " + descriptor,
          epoll,
          EPOLL_CTL_ADD,
          descriptor,
          event.address(),
          0,
          0);
    }
  }

  /// epoll_ctl(2) `EPOLL_CTL_DEL`.
  public static void remove(int epoll, int descriptor) {
    SystemCall.require(
        EPOLL_CTL, "descriptor " + descriptor, epoll, EPOLL_CTL_DEL, descriptor, 0, 0, 0);
  }
}
