package io.libnetwork.linux.foreign;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/// The one native entry of the process: `syscall(2)`.
///
/// Numbers differ per architecture and come from [SystemCallNumbers].
///
/// A call made on a virtual thread pins its carrier for as long as it blocks: callers that may
/// block go through [io.libnetwork.linux.KernelThreads].
@SuppressWarnings("restricted")
final class SystemCall {

  private static final VarHandle ERRNO =
      NativeFunction.CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      NativeFunction.link("syscall", Linker.nativeLinker().defaultLookup()).handle();
  private static final ThreadLocal<MemorySegment> CAPTURED =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(NativeFunction.CAPTURE));

  private SystemCall() {}

  /// Makes a call and answers what it returned, or the negative error number.
  static long invoke(SystemCallNumbers number, long a, long b, long c, long d, long e, long f) {
    MemorySegment captured = CAPTURED.get();
    try {
      long result = (long) SYSCALL.invokeExact(captured, (long) number.value(), a, b, c, d, e, f);
      return result == -1 ? -(int) ERRNO.get(captured, 0L) : result;
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError("a method handle without checked exceptions threw one", impossible);
    }
  }

  /// Makes a call that must succeed.
  ///
  /// @param subject what the call is asked of, for the exception's message
  /// @throws SystemCallException when the kernel refuses; an interrupted call is repeated
  static long require(
      SystemCallNumbers number, String subject, long a, long b, long c, long d, long e, long f) {
    long result = invoke(number, a, b, c, d, e, f);
    while (result == -Errno.EINTR.number()) {
      result = invoke(number, a, b, c, d, e, f);
    }
    if (result < 0) {
      throw failure(number, subject, result);
    }
    return result;
  }

  static SystemCallException failure(SystemCallNumbers number, String subject, long negativeErrno) {
    return new SystemCallException(
        number.name().toLowerCase(Locale.ROOT), subject, new Errno((int) -negativeErrno));
  }
}
