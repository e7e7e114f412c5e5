package io.libnetwork.linux.sockdiag;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import java.util.Optional;

/// A TCP or UDP socket of some process.
///
/// @param localAddress unspecified where it is bound to every address
/// @param localPort the port it is bound to
/// @param remoteAddress unspecified where it is not connected
/// @param remotePort empty where it is not connected
/// @param link the number of the link it is bound to, as by `SO_BINDTODEVICE`; 0 for every link
/// @param inode the socket's number, by which [SocketHolders] finds its process; 0 where no process
///   has it any more
/// @param uid the user who opened it
/// @param cookie what tells it from every other socket, also from one that has its port later
/// @param ipv6Only an IPv6 socket that takes no IPv4 packets; false for an IPv4 one
public record InetSocket(
    Protocol protocol,
    SocketState state,
    IpAddress localAddress,
    Port localPort,
    IpAddress remoteAddress,
    Optional<Port> remotePort,
    int link,
    long inode,
    long uid,
    long cookie,
    boolean ipv6Only) {

  /// Which version of the Internet Protocol its own address is of.
  public IpFamily family() {
    return localAddress.family();
  }

  /// Whether a second socket, with none of the options by which sockets share ports, could not be
  /// bound to a port because of this one. An IPv6 socket at `::` takes the port of both families,
  /// unless it is for IPv6 only. Links are not told apart.
  public boolean takes(Protocol otherProtocol, IpAddress address, Port port) {
    return protocol == otherProtocol && localPort.equals(port) && takes(address);
  }

  /// The JDK, for one, binds an IPv6 socket where it is asked for an IPv4 address.
  private boolean takesAsMapped(IpAddress address) {
    return localAddress instanceof Ipv6Address v6
        && v6.mappedIpv4().filter(own -> address.unspecified() || own.equals(address)).isPresent();
  }

  private boolean takes(IpAddress address) {
    if (address.family() == family()) {
      return localAddress.unspecified() || address.unspecified() || localAddress.equals(address);
    }
    return family() == IpFamily.V6
        && !ipv6Only
        && (localAddress.unspecified() || takesAsMapped(address));
  }
}
