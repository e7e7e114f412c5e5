package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.CLOSE;
import static io.libnetwork.linux.foreign.SystemCallNumbers.EVENTFD2;
import static io.libnetwork.linux.foreign.SystemCallNumbers.FCNTL;
import static io.libnetwork.linux.foreign.SystemCallNumbers.IOCTL;
import static io.libnetwork.linux.foreign.SystemCallNumbers.OPENAT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.PPOLL;
import static io.libnetwork.linux.foreign.SystemCallNumbers.READ;
import static io.libnetwork.linux.foreign.SystemCallNumbers.STATX;
import static io.libnetwork.linux.foreign.SystemCallNumbers.WRITE;

import io.libnetwork.linux.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Files and descriptors: open, close, read, write, poll, and what a descriptor refers to.
public final class Descriptors {

  /// `fcntl.h`.
  public static final int O_RDONLY = 0;

  public static final int O_WRONLY = 1;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_TRUNC = 01000;
  public static final int O_NONBLOCK = 04000;
  public static final int O_CLOEXEC = 02000000;

  /// Only to be gone on from, as the folder of [#openAt].
  public static final int O_PATH = 010000000;

  /// The working folder, as the folder of [#openAt].
  public static final int AT_FDCWD = -100;

  /// `poll.h`.
  public static final short POLLIN = 1;

  private static final int F_GETFD = 1;
  private static final int FD_CLOEXEC = 1;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_INO = 0x100;
  private static final int STATX_SIZE = 256;
  private static final int STATX_INO_OFFSET = 32;
  private static final int NS_GET_NSTYPE = 0xb703;
  private static final int EFD_CLOEXEC = O_CLOEXEC;
  private static final int PATH_MAX = 4096;

  private Descriptors() {}

  /// openat(2), relative to the working directory.
  public static int open(String path, int flags, int mode) {
    return openAt(AT_FDCWD, path, flags, mode);
  }

  /// openat(2), relative to an open folder, closed on exec.
  public static int openAt(int folder, String path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      return (int)
          SystemCall.require(
              OPENAT,
              path,
              folder,
              arena.allocateFrom(path).address(),
              flags | O_CLOEXEC,
              mode,
              0,
              0);
    }
  }

  /// close(2). The descriptor is gone afterwards whatever the kernel answers.
  public static void close(int descriptor) {
    SystemCall.invoke(CLOSE, descriptor, 0, 0, 0, 0, 0);
  }

  /// dup3(2)'s work by fcntl(2) `F_DUPFD_CLOEXEC`: a second descriptor of the same open file.
  public static int duplicate(int descriptor) {
    return (int)
        SystemCall.require(
            FCNTL, "descriptor " + descriptor, descriptor, F_DUPFD_CLOEXEC, 0, 0, 0, 0);
  }

  /// fcntl(2) `F_GETFD`: whether a descriptor is closed by exec(2). One that is not open is not.
  public static boolean closedOnExec(int descriptor) {
    long flags = SystemCall.invoke(FCNTL, descriptor, F_GETFD, 0, 0, 0, 0);
    return flags >= 0 && (flags & FD_CLOEXEC) != 0;
  }

  /// statx(2): the inode number of what a descriptor refers to.
  public static long inode(int descriptor) {
    return inode("descriptor " + descriptor, descriptor, "", AT_EMPTY_PATH);
  }

  /// statx(2): the inode number of what a path leads to.
  public static long inode(String path) {
    return inode(path, AT_FDCWD, path, 0);
  }

  private static long inode(String subject, int folder, String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(STATX_SIZE, Long.BYTES);
      long name = arena.allocateFrom(path).address();
      SystemCall.require(STATX, subject, folder, name, flags, STATX_INO, status.address(), 0);
      return status.get(ValueLayout.JAVA_LONG, STATX_INO_OFFSET);
    }
  }

  /// ioctl(2) `NS_GET_NSTYPE`, see ioctl_ns(2): the `CLONE_NEW*` constant of a namespace's kind, or
  /// a negative error number (`-ENOTTY`) where the descriptor is no namespace.
  public static int namespaceType(int descriptor) {
    return (int) SystemCall.invoke(IOCTL, descriptor, NS_GET_NSTYPE, 0, 0, 0, 0);
  }

  /// eventfd2(2): a counter that poll(2) can wait for, starting at zero.
  public static int eventDescriptor() {
    return (int) SystemCall.require(EVENTFD2, "", 0, EFD_CLOEXEC, 0, 0, 0, 0);
  }

  /// write(2) of one 64-bit number, which is how an event descriptor is signalled.
  public static void signal(int eventDescriptor) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.require(
          WRITE,
          "event descriptor " + eventDescriptor,
          eventDescriptor,
          arena.allocateFrom(ValueLayout.JAVA_LONG, 1L).address(),
          Long.BYTES,
          0,
          0,
          0);
    }
  }

  /// read(2) of one 64-bit number, which resets an event descriptor.
  public static void drain(int eventDescriptor) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.require(
          READ,
          "event descriptor " + eventDescriptor,
          eventDescriptor,
          arena.allocate(ValueLayout.JAVA_LONG).address(),
          Long.BYTES,
          0,
          0,
          0);
    }
  }

  /// write(2) of a short text in one piece, as files under `/proc/sys` want it.
  public static void write(int descriptor, String text, String subject) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      SystemCall.require(WRITE, subject, descriptor, segment.address(), bytes.length, 0, 0, 0);
    }
  }

  /// read(2) of a short file, up to 4,096 bytes.
  public static String read(int descriptor, String subject) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(PATH_MAX);
      long length =
          SystemCall.require(READ, subject, descriptor, text.address(), PATH_MAX, 0, 0, 0);
      return new String(
          text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }

  /// ppoll(2): waits until one of the descriptors can be read.
  ///
  /// @param first waited for, and answered with 1 in bit 0 when readable
  /// @param second waited for, and answered with 1 in bit 1 when readable
  /// @return the two bits
  public static int awaitReadable(int first, int second) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment polled = arena.allocate(16, Long.BYTES);
      polled.set(ValueLayout.JAVA_INT, 0, first);
      polled.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      polled.set(ValueLayout.JAVA_INT, 8, second);
      polled.set(ValueLayout.JAVA_SHORT, 12, POLLIN);
      long ready = SystemCall.invoke(PPOLL, polled.address(), 2, 0, 0, 0, 0);
      if (ready < 0 && ready != -Errno.EINTR.number()) {
        throw SystemCall.failure(PPOLL, "descriptors " + first + " and " + second, ready);
      }
      boolean one = ready > 0 && polled.get(ValueLayout.JAVA_SHORT, 6) != 0;
      boolean two = ready > 0 && polled.get(ValueLayout.JAVA_SHORT, 14) != 0;
      return (one ? 1 : 0) | (two ? 2 : 0);
    }
  }
}
