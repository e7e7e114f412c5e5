package io.libnetwork.linux.sockdiag;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.netlink.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sockets of one namespace.
///
/// Safe for use by many threads, virtual ones included.
public final class SocketDiagnosis implements AutoCloseable {

  private final NetlinkSocket socket;

  private SocketDiagnosis(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Opens one for a namespace, which lives on at least until it is closed.
  ///
  /// @throws io.libnetwork.linux.SystemCallException when the kernel has no socket diagnostics
  public static SocketDiagnosis open(NamespaceThread thread, NetworkNamespace namespace) {
    return new SocketDiagnosis(NetlinkSocket.open(NetlinkFamily.SOCK_DIAG, thread, namespace));
  }

  /// Whether the running kernel tells of TCP sockets that are bound and neither listen nor are
  /// connected, which is tried once for each process: Linux 6.8 and newer do. Where it does not, a
  /// port that [#bound()] leaves out may be taken all the same; who binds it finds out.
  ///
  /// @param thread makes the namespace in which it is tried
  public static boolean tellsBound(NamespaceThread thread) {
    return BoundTrial.told(thread);
  }

  /// The sockets of TCP and UDP, of both families, that take a port without being a connection:
  /// bound, listening, or unconnected. Four dumps, in which the kernel leaves the connections out.
  ///
  /// Connected UDP sockets are among them too: their port is taken like any other. A TCP socket
  /// that is bound and does not listen is among them where [#tellsBound(NamespaceThread)].
  ///
  /// @throws io.libnetwork.linux.netlink.NetlinkException `ENOENT` when the kernel cannot tell
  ///   sockets of TCP or UDP
  public List<InetSocket> bound() {
    List<InetSocket> sockets = new ArrayList<>(bound(Protocol.TCP));
    sockets.addAll(bound(Protocol.UDP));
    return List.copyOf(sockets);
  }

  /// As [#bound()], of one protocol: two dumps. None of SCTP, of which the kernel tells only where
  /// a module of its own is loaded.
  public List<InetSocket> bound(Protocol protocol) {
    Set<SocketState> states =
        switch (protocol) {
          case TCP -> SocketState.TAKING_A_PORT;
          case UDP -> Set.of(SocketState.values());
          case SCTP -> Set.of();
        };
    List<InetSocket> sockets = new ArrayList<>();
    if (!states.isEmpty()) {
      for (IpFamily family : IpFamily.values()) {
        sockets.addAll(list(family, protocol, states));
      }
    }
    return List.copyOf(sockets);
  }

  /// The sockets of a family and a protocol that are in one of these states and have a port.
  ///
  /// @throws IllegalArgumentException for another protocol than TCP and UDP
  /// @throws io.libnetwork.linux.netlink.NetlinkException as [#bound()] does
  public List<InetSocket> list(IpFamily family, Protocol protocol, Set<SocketState> states) {
    return socket.dump(InetDiag.list(family, protocol, states));
  }

  /// Ends connections of TCP as ss(8) does by `--kill`: the sockets here say `ECONNABORTED`, and
  /// the other ends are told by a reset. One that there is not, or not any more, is left out. Two
  /// dumps, of connections alone, and one exchange.
  ///
  /// @return whether the kernel does that at all; it is an option of its
  ///   (`CONFIG_INET_DIAG_DESTROY`)
  /// @throws io.libnetwork.linux.netlink.NetlinkException `EPERM` without `CAP_NET_ADMIN`
  public boolean abort(Collection<InetConnection> connections) {
    Set<InetConnection> wanted = Set.copyOf(connections);
    NetlinkBatch batch = socket.batch();
    List<Reply<Void>> replies = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      for (InetSocket each : list(family, Protocol.TCP, SocketState.CONNECTED)) {
        if (InetConnection.of(each).filter(wanted::contains).isPresent()) {
          replies.add(batch.add(InetDiag.destroy(each)));
        }
      }
    }
    if (!replies.isEmpty()) {
      batch.trySend();
    }
    return replies.stream().allMatch(SocketDiagnosis::aborted);
  }

  private static boolean aborted(Reply<Void> reply) {
    Optional<NetlinkException> refused =
        reply.failure().filter(failure -> !failure.errno().equals(Errno.ENOENT));
    if (refused.filter(failure -> !failure.errno().equals(Errno.EOPNOTSUPP)).isPresent()) {
      throw refused.get();
    }
    return refused.isEmpty();
  }

  @Override
  public void close() {
    socket.close();
  }
}
