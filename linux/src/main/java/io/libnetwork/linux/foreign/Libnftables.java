package io.libnetwork.linux.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Objects;

/// The functions of libnftables (man page libnftables(3), header `nftables/libnftables.h`); each
/// method is the function of its name without the prefix `nft_`.
///
/// A context is the address of a `struct nft_ctx`. Its netlink socket belongs to the network
/// namespace of the thread that made it, whoever uses it later. Contexts share memory without a
/// lock, so one thread at a time may be in the library in the whole process, whichever context it
/// has; that is not checked here. [#loadable()] must have answered true before anything else is
/// called.
@SuppressWarnings("restricted")
public final class Libnftables {

  /// The library's name for the dynamic linker.
  public static final String LIBRARY = "libnftables.so.1";

  /// The only flag set [#ctxNew] knows.
  public static final int NFT_CTX_DEFAULT = 0;

  /// Leaves out what counters and limits have counted.
  public static final int NFT_CTX_OUTPUT_STATELESS = 1 << 2;

  /// Lists the handles of what has one.
  public static final int NFT_CTX_OUTPUT_HANDLE = 1 << 3;

  /// Lists as JSON (libnftables-json(5)). Commands are then tried as JSON first, too.
  public static final int NFT_CTX_OUTPUT_JSON = 1 << 4;

  /// Protocols as numbers: their names come from `getprotobynumber(3)`, which only one thread of a
  /// process may call.
  public static final int NFT_CTX_OUTPUT_NUMERIC_PROTO = 1 << 7;

  /// Chain priorities as numbers.
  public static final int NFT_CTX_OUTPUT_NUMERIC_PRIO = 1 << 8;

  /// Leaves out the elements of sets and maps that have a name.
  public static final int NFT_CTX_OUTPUT_TERSE = 1 << 11;

  private Libnftables() {}

  /// The dynamic linker finds the library. Asked anew each time, so that a process need not be
  /// restarted once the library is installed.
  public static boolean loadable() {
    return loadable(LIBRARY);
  }

  static boolean loadable(String library) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(library, arena);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Links all functions now rather than with the first call of one.
  public static void link() {
    Objects.requireNonNull(Handles.SYMBOLS);
  }

  /// Makes a context in the calling thread's network namespace. Where no netlink socket can be had,
  /// the library ends the *process*: see that one can, first.
  ///
  /// @return its address, or 0
  public static long ctxNew(int flags) {
    return Handles.CTX_NEW.call(flags);
  }

  /// Closes a context's socket and frees its memory.
  public static void ctxFree(long context) {
    Handles.CTX_FREE.call(context);
  }

  /// Keeps what is listed in memory instead of printing it.
  ///
  /// @return 0, or 1 on failure
  public static int ctxBufferOutput(long context) {
    return (int) Handles.CTX_BUFFER_OUTPUT.call(context);
  }

  /// Keeps error messages in memory instead of printing them.
  ///
  /// @return 0, or 1 on failure
  public static int ctxBufferError(long context) {
    return (int) Handles.CTX_BUFFER_ERROR.call(context);
  }

  /// Says how the next commands write what they list: the `NFT_CTX_OUTPUT_` bits.
  public static void ctxOutputSetFlags(long context, int flags) {
    Handles.CTX_OUTPUT_SET_FLAGS.call(context, flags);
  }

  /// Runs commands, all of them as one transaction of the kernel. Blocks until it answers.
  ///
  /// @return 0, or −1 when nothing of it was done
  public static int runCmdFromBuffer(long context, String commands) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocateFrom(commands);
      return (int) Handles.RUN_CMD_FROM_BUFFER.call(context, buffer.address());
    }
  }

  /// What was listed since this was last called.
  public static String ctxGetOutputBuffer(long context) {
    return text(Handles.CTX_GET_OUTPUT_BUFFER.call(context));
  }

  /// The errors and warnings since this was last called.
  public static String ctxGetErrorBuffer(long context) {
    return text(Handles.CTX_GET_ERROR_BUFFER.call(context));
  }

  /// A copy of the text at `address`: the library overwrites its buffer in the next call.
  private static String text(long address) {
    return address == 0
        ? ""
        : MemorySegment.ofAddress(address).reinterpret(Integer.MAX_VALUE).getString(0);
  }

  private static final class Handles {
    private static final SymbolLookup SYMBOLS = SymbolLookup.libraryLookup(LIBRARY, Arena.global());

    static final NativeFunction CTX_NEW = link("nft_ctx_new");
    static final NativeFunction CTX_FREE = link("nft_ctx_free");
    static final NativeFunction CTX_BUFFER_OUTPUT = link("nft_ctx_buffer_output");
    static final NativeFunction CTX_BUFFER_ERROR = link("nft_ctx_buffer_error");
    static final NativeFunction CTX_OUTPUT_SET_FLAGS = link("nft_ctx_output_set_flags");
    static final NativeFunction RUN_CMD_FROM_BUFFER = link("nft_run_cmd_from_buffer");
    static final NativeFunction CTX_GET_OUTPUT_BUFFER = link("nft_ctx_get_output_buffer");
    static final NativeFunction CTX_GET_ERROR_BUFFER = link("nft_ctx_get_error_buffer");

    private static NativeFunction link(String function) {
      return NativeFunction.link(function, SYMBOLS);
    }
  }
}
