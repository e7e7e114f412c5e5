package io.libnetwork.linux.relay;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Descriptors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sockets that were opened in a relay's namespace and are not used yet.
///
/// A socket belongs to the namespace of the thread that opens it, and a loop's thread is not
/// inside. So several are opened with one visit, before they are needed: the visit then costs each
/// connection little.
final class SpareSockets {

  private static final int AT_ONCE = 16;

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Map<Kind, ArrayDeque<Integer>> spare = new HashMap<>();

  private record Kind(Protocol protocol, IpFamily family) {}

  SpareSockets(NamespaceThread thread, NetworkNamespace namespace) {
    this.thread = thread;
    this.namespace = namespace;
  }

  /// A socket that is neither bound nor connected, and does not block.
  ///
  /// @throws SystemCallException when the process may open no further
  int take(Protocol protocol, IpFamily family) {
    Kind kind = new Kind(protocol, family);
    ArrayDeque<Integer> present = spare.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    if (present.isEmpty()) {
      present.addAll(thread.call(namespace, () -> open(kind)));
    }
    return present.pop();
  }

  void close() {
    spare.values().forEach(sockets -> sockets.forEach(Descriptors::close));
    spare.clear();
  }

  /// As many as there may be, one at least.
  private static List<Integer> open(Kind kind) {
    List<Integer> opened = new ArrayList<>();
    try {
      while (opened.size() < AT_ONCE) {
        opened.add(SocketSource.HERE.next(kind.protocol(), kind.family()));
      }
    } catch (SystemCallException refused) {
      if (opened.isEmpty()) {
        throw refused;
      }
    }
    return opened;
  }
}
