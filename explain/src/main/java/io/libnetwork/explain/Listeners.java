package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.ruleset.Packet;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.sockdiag.InetSocket;
import io.libnetwork.linux.sockdiag.SocketHolder;
import io.libnetwork.linux.sockdiag.SocketHolders;
import io.libnetwork.linux.sockdiag.SocketState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who takes what arrives at a port.
final class Listeners {

  private final NamespaceView view;
  private final boolean host;

  /// @param host whether ports of this namespace may be published
  Listeners(NamespaceView view, boolean host) {
    this.view = view;
    this.host = host;
  }

  /// Who takes a packet, as `0.0.0.0:80, by nginx (process 812)`, or why nobody does.
  sealed interface Taken {

    record By(String listener) implements Taken {}

    record No(Cause cause) implements Taken {}
  }

  Taken take(Packet packet) {
    IpAddress asked = packet.tuple().destination();
    Port number = new Port(packet.tuple().destinationPort());
    TransportPort port = new TransportPort(packet.protocol(), number);
    List<InetSocket> open =
        view.sockets(packet.protocol()).stream().filter(socket -> serves(socket, port)).toList();
    Optional<InetSocket> taking =
        open.stream()
            .filter(socket -> socket.takes(packet.protocol(), asked, number))
            .filter(socket -> onLink(socket, packet))
            .min(Comparator.comparing(socket -> socket.localAddress().unspecified()));
    if (taking.isPresent()) {
      return host && holds(taking.get(), asked)
          ? new Taken.No(new Cause.OnlyHeld(view.name(), port))
          : new Taken.By(told(List.of(taking.get())).getFirst());
    }
    return new Taken.No(
        open.isEmpty()
            ? new Cause.NobodyListens(view.name(), port)
            : new Cause.ListensElsewhere(view.name(), port, asked, told(open)));
  }

  /// Every socket of a port, whatever address it is bound to.
  List<String> at(TransportPort port) {
    return told(
        view.sockets(port.protocol()).stream()
            .filter(socket -> socket.localPort().equals(port.port()))
            .toList());
  }

  private static boolean serves(InetSocket socket, TransportPort port) {
    return socket.localPort().equals(port.port())
        && (port.protocol() == Protocol.TCP
            ? socket.state() == SocketState.LISTEN
            : socket.remotePort().isEmpty());
  }

  private boolean onLink(InetSocket socket, Packet packet) {
    return socket.link() == 0
        || packet
            .in()
            .flatMap(in -> view.link(in.name()))
            .map(Link::index)
            .filter(index -> index.value() == socket.link())
            .isPresent();
  }

  /// A published port is kept from others by a socket of ours that nobody reads from.
  private boolean holds(InetSocket socket, IpAddress asked) {
    PortMaps maps = new PortMaps(view.ruleset());
    int port = socket.localPort().number();
    return socket.protocol() == Protocol.UDP
        && maps.all().stream()
            .filter(lead -> lead.protocol() == socket.protocol() && lead.port() == port)
            .filter(lead -> lead.family() == asked.family())
            .anyMatch(lead ->
                lead.at().isEmpty()
                    ? socket.localAddress().unspecified()
                    : lead.at().get().equals(socket.localAddress()));
  }

  private List<String> told(List<InetSocket> sockets) {
    Map<Long, SocketHolder> holders =
        SocketHolders.find(sockets.stream().map(InetSocket::inode).toList());
    return sockets.stream().map(socket -> told(socket, holders)).toList();
  }

  /// The JDK, for one, binds an IPv6 socket where it is asked for an IPv4 address.
  private static IpAddress spoken(IpAddress bound) {
    return bound instanceof Ipv6Address v6
        ? v6.mappedIpv4().<IpAddress>map(v4 -> v4).orElse(bound)
        : bound;
  }

  private static String told(InetSocket socket, Map<Long, SocketHolder> holders) {
    String address = spoken(socket.localAddress()).toString();
    SocketHolder holder = holders.get(socket.inode());
    return (address.indexOf(':') < 0 ? address : "[" + address + "]")
        + ":"
        + socket.localPort()
        + (holder == null ? "" : ", by " + holder);
  }
}
