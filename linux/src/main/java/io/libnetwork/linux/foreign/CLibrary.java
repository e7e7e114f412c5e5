package io.libnetwork.linux.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// What the C library knows that the kernel does not.
@SuppressWarnings("restricted")
public final class CLibrary {

  private static final int LONGEST_ERROR_TEXT = 1024;

  private static final MethodHandle STRERROR = link();

  private CLibrary() {}

  /// strerror(3): an error number's text in the process's own language.
  public static String strerror(int errno) {
    try {
      long address = (long) STRERROR.invokeExact(errno);
      return MemorySegment.ofAddress(address).reinterpret(LONGEST_ERROR_TEXT).getString(0);
    } catch (Throwable e) {
      throw new AssertionError("strerror could not be called", e);
    }
  }

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
  }
}
