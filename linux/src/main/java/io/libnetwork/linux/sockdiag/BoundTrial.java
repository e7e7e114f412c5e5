package io.libnetwork.linux.sockdiag;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import org.jspecify.annotations.Nullable;

/// Whether the running kernel tells of TCP sockets that are bound and neither listen nor are
/// connected.
///
/// A kernel before 6.8 leaves them out without a word, unless somebody gave it the change, so
/// neither a version nor the absence of an error tells. It is tried instead, once for each process,
/// with such a socket in a network namespace that is made for it.
final class BoundTrial {

  private static final Port ANY = new Port(1);

  private static @Nullable Boolean known;

  private BoundTrial() {}

  static synchronized boolean told(NamespaceThread thread) {
    Boolean present = known;
    if (present == null) {
      present = tryOut(thread);
      known = present;
    }
    return present;
  }

  private static boolean tryOut(NamespaceThread thread) {
    try (NetworkNamespace scratch = thread.create();
        BoundSocket _ =
            BoundSocket.open(thread, scratch, Protocol.TCP, Ipv4Address.UNSPECIFIED, ANY);
        SocketDiagnosis diagnosis = SocketDiagnosis.open(thread, scratch)) {
      return !diagnosis.bound(Protocol.TCP).isEmpty();
    }
  }
}
