package io.libnetwork.linux.relay;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Datagrams;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.FilterInstruction;
import io.libnetwork.linux.foreign.InternetSockets;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.foreign.StreamSockets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// A port of a namespace where a relay can take what arrives, from everybody or from [Clients].
///
/// For TCP it listens from the beginning, so that no other process can have the port, and is bound
/// with `SO_REUSEADDR`, so that connections of an earlier listener which the kernel still remembers
/// (`TIME_WAIT`) do not keep it away. A UDP socket takes the port alone. An IPv6 socket has
/// `IPV6_V6ONLY`, where its address does not do as much (`::1`). What arrives before a relay takes
/// over waits in the kernel.
public final class ListeningSocket implements AutoCloseable {

  /// Connections that wait to be taken; the kernel takes fewer where `net.core.somaxconn` is less.
  private static final int BACKLOG = 4096;

  /// Room for a burst of datagrams, in bytes.
  private static final int DATAGRAM_ROOM = 1 << 20;

  private final int descriptor;
  private final Protocol protocol;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Which families the kernel has; that is so for as long as it runs.
  private static final Set<IpFamily> POSSIBLE = ConcurrentHashMap.newKeySet();

  private ListeningSocket(int descriptor, Protocol protocol) {
    this.descriptor = descriptor;
    this.protocol = protocol;
  }

  /// Takes a port in a namespace, for everybody.
  ///
  /// @throws SystemCallException as [#open(SocketSource, Protocol, IpAddress, Port, Clients)] does
  /// @throws IllegalArgumentException for another protocol than TCP and UDP
  public static ListeningSocket open(
      NamespaceThread thread,
      NetworkNamespace namespace,
      Protocol protocol,
      IpAddress address,
      Port port) {
    return thread.call(
        namespace, () -> open(SocketSource.HERE, protocol, address, port, Clients.EVERYBODY));
  }

  /// Takes a port in the namespace where sockets come from.
  ///
  /// @param address one of the namespace's own, or the unspecified one for all of its family
  /// @throws SystemCallException `EADDRINUSE` when it is taken, `EADDRNOTAVAIL` when the address is
  ///   not the namespace's, `EACCES` when the port needs `CAP_NET_BIND_SERVICE`
  /// @throws IllegalArgumentException for another protocol than TCP and UDP
  public static ListeningSocket open(
      SocketSource source, Protocol protocol, IpAddress address, Port port, Clients clients) {
    return open(source, protocol, address, port, clients, false);
  }

  /// As [#open(SocketSource, Protocol, IpAddress, Port, Clients)], for everybody, where a socket of
  /// [BoundSocket#openShared] has the port at every address.
  public static ListeningSocket openBeside(
      SocketSource source, Protocol protocol, IpAddress address, Port port) {
    return open(source, protocol, address, port, Clients.EVERYBODY, true);
  }

  private static ListeningSocket open(
      SocketSource source,
      Protocol protocol,
      IpAddress address,
      Port port,
      Clients clients,
      boolean beside) {
    require(protocol);
    int descriptor = source.next(protocol, address.family());
    try {
      prepare(descriptor, address, clients);
      switch (protocol) {
        case TCP -> listen(descriptor, address, port);
        case UDP -> bind(descriptor, address, port, beside);
        case SCTP -> throw new AssertionError("a socket for sctp was opened");
      }
      return new ListeningSocket(descriptor, protocol);
    } catch (RuntimeException refused) {
      Descriptors.close(descriptor);
      throw refused;
    }
  }

  /// Whether the kernel has a family at all: it may have been started without IPv6.
  public static boolean possible(IpFamily family) {
    if (!POSSIBLE.contains(family)) {
      try {
        Descriptors.close(SocketSource.HERE.next(Protocol.UDP, family));
      } catch (SystemCallException refused) {
        return false;
      }
      POSSIBLE.add(family);
    }
    return true;
  }

  /// What it takes: TCP or UDP.
  public Protocol protocol() {
    return protocol;
  }

  /// Gives the port back. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Descriptors.close(descriptor);
    }
  }

  /// Hands the socket over: it is the caller's to close.
  ///
  /// @throws IllegalStateException when it is closed or handed over already
  int handOver() {
    if (!closed.compareAndSet(false, true)) {
      throw new IllegalStateException("listening socket " + descriptor + " is not open any more");
    }
    return descriptor;
  }

  private static void require(Protocol protocol) {
    if (protocol == Protocol.SCTP) {
      throw new IllegalArgumentException("no relay for sctp: expected tcp or udp");
    }
  }

  /// Before it is bound, so that it takes nothing from who may not.
  private static void prepare(int descriptor, IpAddress address, Clients clients) {
    IpFamily family = address.family();
    if (family == IpFamily.V6 && !address.loopback()) {
      require(descriptor, InternetSockets.IPPROTO_IPV6, InternetSockets.IPV6_V6ONLY, 1);
    }
    List<FilterInstruction> filter = clients.filter(family);
    if (!filter.isEmpty()) {
      InternetSockets.attachFilter(descriptor, filter);
    }
  }

  /// Two may bind with `SO_REUSEADDR` as long as neither listens, so the one that listens first has
  /// it.
  private static void listen(int descriptor, IpAddress address, Port port) {
    setReuse(descriptor, 1);
    InternetSockets.bind(descriptor, address, port);
    int answer = listen(descriptor);
    if (answer < 0) {
      throw new SystemCallException("listen", address + " port " + port, new Errno(-answer));
    }
  }

  private static int listen(int descriptor) {
    return StreamSockets.listen(descriptor, BACKLOG);
  }

  /// Has a TCP socket listen whose listening somebody has ended. What it would take without being
  /// disconnected first would be shut down, as it is itself.
  ///
  /// @return zero, or a negative error number
  static int listenAgain(int descriptor) {
    int answer = StreamSockets.disconnect(descriptor);
    return answer < 0 ? answer : listen(descriptor);
  }

  private static void bind(int descriptor, IpAddress address, Port port, boolean beside) {
    tellArrival(descriptor, address);
    int level = Sockets.SOL_SOCKET;
    if (Sockets.setOption(descriptor, level, Sockets.SO_RCVBUFFORCE, DATAGRAM_ROOM) < 0) {
      // One that may not have the room asked for gets what it may.
      Sockets.setOption(descriptor, level, StreamSockets.SO_RCVBUF, DATAGRAM_ROOM);
    }
    if (beside) {
      setReuse(descriptor, 1);
    }
    InternetSockets.bind(descriptor, address, port);
    if (beside) {
      setReuse(descriptor, 0);
    }
  }

  /// A socket for every address of the host has to be told at which a datagram arrived, or the
  /// reply would come from another.
  private static void tellArrival(int descriptor, IpAddress address) {
    if (address.unspecified()) {
      switch (address.family()) {
        case V4 -> require(descriptor, Datagrams.IPPROTO_IP, Datagrams.IP_PKTINFO, 1);
        case V6 -> require(descriptor, Datagrams.IPPROTO_IPV6, Datagrams.IPV6_RECVPKTINFO, 1);
      }
    }
  }

  private static void setReuse(int descriptor, int on) {
    require(descriptor, Sockets.SOL_SOCKET, StreamSockets.SO_REUSEADDR, on);
  }

  private static void require(int descriptor, int level, int option, int value) {
    int answer = Sockets.setOption(descriptor, level, option, value);
    if (answer < 0) {
      throw new SystemCallException(
          "setsockopt",
          "option " + option + " of level " + level + " of socket " + descriptor,
          new Errno(-answer));
    }
  }
}
