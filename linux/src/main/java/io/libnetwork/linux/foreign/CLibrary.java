package io.libnetwork.linux.foreign;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// What the C library knows that the kernel does not.
@SuppressWarnings("restricted")
public final class CLibrary {

  private static final int LONGEST_ERROR_TEXT = 1024;

  private static final NativeFunction STRERROR =
      NativeFunction.link("strerror", Linker.nativeLinker().defaultLookup());

  private CLibrary() {}

  /// strerror(3): an error number's text in the process's own language.
  public static String strerror(int errno) {
    return MemorySegment.ofAddress(STRERROR.call(errno))
        .reinterpret(LONGEST_ERROR_TEXT)
        .getString(0);
  }
}
