package io.libnetwork.linux;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.FilterInstruction;
import io.libnetwork.linux.foreign.InternetSockets;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.foreign.StreamSockets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/// A port of a namespace taken by a socket that answers nobody, so that no other process can have
/// it.
///
/// Neither `SO_REUSEADDR` nor `SO_REUSEPORT` is set while it holds the port, so that whoever binds
/// later is refused whatever it sets itself. A TCP or SCTP socket is bound and does not listen: who
/// connects is answered as where nobody is. A UDP socket drops what arrives, from before it is
/// bound, or it would collect datagrams that nobody reads. An IPv6 socket has `IPV6_V6ONLY`: it
/// takes no IPv4 port.
///
/// It belongs to the namespace it was opened in, and keeps that namespace alive until it is closed.
public final class BoundSocket implements AutoCloseable {

  private final int descriptor;
  private final AtomicBoolean closed = new AtomicBoolean();

  private BoundSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Takes a port in a namespace.
  ///
  /// @throws SystemCallException as [#open(SocketSource, Protocol, IpAddress, Port)] does
  public static BoundSocket open(
      NamespaceThread thread,
      NetworkNamespace namespace,
      Protocol protocol,
      IpAddress address,
      Port port) {
    return thread.call(namespace, () -> open(SocketSource.HERE, protocol, address, port));
  }

  /// Takes a port in the namespace where sockets come from.
  ///
  /// @param address one of the namespace's own, or the unspecified one for all of its family
  /// @throws SystemCallException `EADDRINUSE` when it is taken, `EADDRNOTAVAIL` when the address is
  ///   not the namespace's, `EACCES` when the port needs `CAP_NET_BIND_SERVICE`, `EPROTONOSUPPORT`
  ///   when the kernel has no SCTP
  public static BoundSocket open(
      SocketSource source, Protocol protocol, IpAddress address, Port port) {
    return open(
        source, protocol, address, descriptor -> bindAlone(descriptor, protocol, address, port));
  }

  /// As [#open(SocketSource, Protocol, IpAddress, Port)], but lets a socket be bound to one of its
  /// addresses that has `SO_REUSEADDR` set, until [#takeAlone]. Then nobody else can be bound.
  public static BoundSocket openShared(
      SocketSource source, Protocol protocol, IpAddress address, Port port) {
    return open(
        source,
        protocol,
        address,
        descriptor -> {
          setReuse(descriptor, true);
          InternetSockets.bind(descriptor, address, port);
        });
  }

  private static BoundSocket open(
      SocketSource source, Protocol protocol, IpAddress address, IntConsumer bind) {
    int descriptor = source.next(protocol, address.family());
    try {
      prepare(descriptor, protocol, address.family());
      bind.accept(descriptor);
      return new BoundSocket(descriptor);
    } catch (RuntimeException refused) {
      Descriptors.close(descriptor);
      throw refused;
    }
  }

  /// Lets nobody else be bound from now on, where it was opened as a shared one.
  public void takeAlone() {
    setReuse(descriptor, false);
  }

  /// Gives the port back. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Descriptors.close(descriptor);
    }
  }

  private static void prepare(int descriptor, Protocol protocol, IpFamily family) {
    if (family == IpFamily.V6) {
      requireOwnFamily(descriptor);
    }
    if (protocol == Protocol.UDP) {
      InternetSockets.attachFilter(descriptor, List.of(FilterInstruction.drop()));
    }
  }

  /// Connections of an earlier listener that the kernel still remembers (`TIME_WAIT`) keep a port
  /// for a minute from who does not set `SO_REUSEADDR`; it counts only when a socket is bound.
  private static void bindAlone(int descriptor, Protocol protocol, IpAddress address, Port port) {
    try {
      InternetSockets.bind(descriptor, address, port);
    } catch (SystemCallException refused) {
      if (protocol != Protocol.TCP || !refused.errno().equals(Errno.EADDRINUSE)) {
        throw refused;
      }
      setReuse(descriptor, true);
      InternetSockets.bind(descriptor, address, port);
      setReuse(descriptor, false);
    }
  }

  private static void setReuse(int descriptor, boolean on) {
    int answer =
        Sockets.setOption(descriptor, Sockets.SOL_SOCKET, StreamSockets.SO_REUSEADDR, on ? 1 : 0);
    if (answer < 0) {
      throw new SystemCallException(
          "setsockopt", "SO_REUSEADDR of socket " + descriptor, new Errno(-answer));
    }
  }

  private static void requireOwnFamily(int descriptor) {
    int answer =
        Sockets.setOption(descriptor, InternetSockets.IPPROTO_IPV6, InternetSockets.IPV6_V6ONLY, 1);
    if (answer < 0) {
      throw new SystemCallException(
          "setsockopt", "IPV6_V6ONLY of socket " + descriptor, new Errno(-answer));
    }
  }
}
