package io.libnetwork.linux.nftables;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Libnftables;
import io.libnetwork.linux.foreign.Sockets;

/// Makes the library's contexts, and sees that each has a socket that the library can use.
///
/// The library waits for its socket by select(2), which knows no number from [LowDescriptors#LIMIT]
/// on: with a higher one it ends the process, or writes where it must not. Where it gets no socket
/// at all it ends the process, too. It cannot be told which number to take, and other threads open
/// files meanwhile. So a number is tried before, and looked at behind it; where somebody else has
/// got it, the context is made anew. Not for several threads.
final class LibraryContexts {

  /// `linux/netlink.h`.
  private static final int NETLINK_NETFILTER = 12;

  /// How often somebody else may come first.
  private static final int ATTEMPTS = 64;

  private final LowDescriptors low = new LowDescriptors();

  /// Keeps a few numbers for contexts to come.
  void keepRoom() {
    low.keep();
  }

  /// Makes a context in the network namespace of the calling thread.
  ///
  /// @return its address
  /// @throws NftablesException where no number is left, or the library makes none
  long open() {
    low.keep();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int expected = lowSocket();
      long context = Libnftables.ctxNew(Libnftables.NFT_CTX_DEFAULT);
      if (context == 0) {
        throw Complaint.about("libnftables made no context", "");
      }
      if (isLibrarys(expected)) {
        return buffered(context);
      }
      Libnftables.ctxFree(context);
    }
    throw new NftablesException(
        NftablesException.Reason.OTHER,
        "other threads took the file descriptor that libnftables was to get %d times: expected one below %d to stay free for a moment"
            .formatted(ATTEMPTS, LowDescriptors.LIMIT));
  }

  /// Frees a context and its socket.
  void close(long context) {
    Libnftables.ctxFree(context);
    low.keep();
  }

  private static long buffered(long context) {
    if (Libnftables.ctxBufferOutput(context) != 0 || Libnftables.ctxBufferError(context) != 0) {
      Libnftables.ctxFree(context);
      throw Complaint.about("libnftables made no buffers", "");
    }
    return context;
  }

  /// The number that the library's socket will have if nobody comes first.
  private int lowSocket() {
    int descriptor = trySocket();
    while (descriptor >= LowDescriptors.LIMIT && low.release()) {
      descriptor = trySocket();
    }
    if (descriptor >= LowDescriptors.LIMIT) {
      throw new NftablesException(
          NftablesException.Reason.OTHER,
          "libnftables takes no file descriptor above %d, and the next one of this process is %d: open the firewall before so many files"
              .formatted(LowDescriptors.LIMIT - 1, descriptor));
    }
    return descriptor;
  }

  private static int trySocket() {
    int descriptor = Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW, NETLINK_NETFILTER);
    Descriptors.close(descriptor);
    return descriptor;
  }

  /// Nobody else in the process has a socket of this protocol that outlives exec(2).
  private static boolean isLibrarys(int descriptor) {
    return Sockets.option(descriptor, Sockets.SOL_SOCKET, Sockets.SO_PROTOCOL) == NETLINK_NETFILTER
        && !Descriptors.closedOnExec(descriptor);
  }
}
