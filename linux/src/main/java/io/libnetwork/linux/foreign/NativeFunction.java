package io.libnetwork.linux.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// A function of a C library, called in the one shape that all are called in: seven arguments of 64
/// bits, a result of 64 bits, and `errno`.
///
/// Each further shape would cost 5 to 10 ms at start-up, for the classes that the virtual machine
/// spins for it, and none is faster once warm. One is enough: the calling conventions of 64-bit
/// Linux (System V ABI for AMD64, section 3.2.3; AAPCS64, sections 6.4 and 6.5) hand over integers
/// and pointers in registers of 64 bits, of which a function reads those that it declares. Of a
/// result that is an `int` the lower half counts, of one that is `void` nothing.
@SuppressWarnings("restricted")
record NativeFunction(String name, MethodHandle handle) {

  /// What a call leaves besides its result; the first argument of a handle is a segment of it.
  static final StructLayout CAPTURE = Linker.Option.captureStateLayout();

  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /// @throws UnsupportedOperationException when the library has no such function
  static NativeFunction link(String name, SymbolLookup library) {
    MemorySegment address =
        library
            .find(name)
            .orElseThrow(() ->
                new UnsupportedOperationException(
                    "this platform's C library has no function " + name));
    return new NativeFunction(
        name,
        Linker.nativeLinker()
            .downcallHandle(
                address,
                SHAPE,
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno")));
  }

  long call(long argument) {
    return call(argument, 0);
  }

  long call(long first, long second) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(CAPTURE);
      return (long) handle.invokeExact(captured, first, second, 0L, 0L, 0L, 0L, 0L);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError(name + " could not be called", impossible);
    }
  }
}
