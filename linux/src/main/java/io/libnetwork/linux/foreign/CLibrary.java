package io.libnetwork.linux.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/// The C library's functions that stand around libnftables.
@SuppressWarnings("restricted")
public final class CLibrary {

  /// `bits/socket.h`.
  public static final int AF_NETLINK = 16;

  /// `bits/socket_type.h`.
  public static final int SOCK_RAW = 3;

  /// `bits/socket_type.h`: children do not inherit the descriptor.
  public static final int SOCK_CLOEXEC = 0x80000;

  /// `linux/netlink.h`.
  public static final int NETLINK_NETFILTER = 12;

  private static final int LONGEST_ERROR_TEXT = 1024;

  private CLibrary() {}

  /// socket(2).
  ///
  /// @return the descriptor, or the negated errno
  public static int socket(int domain, int type, int protocol) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Socket.STATE);
      int descriptor = (int) Socket.HANDLE.invokeExact(state, domain, type, protocol);
      return descriptor >= 0 ? descriptor : -state.get(JAVA_INT, Socket.ERRNO);
    } catch (Throwable e) {
      throw new AssertionError("socket could not be called", e);
    }
  }

  /// close(2). Linux releases the descriptor whatever it answers.
  public static int close(int descriptor) {
    try {
      return (int) Close.HANDLE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new AssertionError("close could not be called", e);
    }
  }

  /// strerror(3): an errno's text in the process's own language.
  public static String strerror(int errno) {
    try {
      long address = (long) Strerror.HANDLE.invokeExact(errno);
      return MemorySegment.ofAddress(address).reinterpret(LONGEST_ERROR_TEXT).getString(0);
    } catch (Throwable e) {
      throw new AssertionError("strerror could not be called", e);
    }
  }

  private static MethodHandle link(
      String function, FunctionDescriptor shape, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), shape, options);
  }

  private static final class Socket {
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    static final MethodHandle HANDLE =
        link(
            "socket",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.captureCallState("errno"));
  }

  private static final class Close {
    static final MethodHandle HANDLE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  private static final class Strerror {
    static final MethodHandle HANDLE = link("strerror", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
  }
}
