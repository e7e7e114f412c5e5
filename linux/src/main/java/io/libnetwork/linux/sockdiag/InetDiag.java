package io.libnetwork.linux.sockdiag;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// `linux/sock_diag.h` and `linux/inet_diag.h`: the request and the answer.
final class InetDiag {

  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int SOCK_DESTROY = 21;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int INET_DIAG_SKV6ONLY = 11;

  /// `struct inet_diag_sockid`.
  private static final int SOCKID_SIZE = 48;

  private static final int ADDRESS_SIZE = 16;

  /// `struct inet_diag_msg`, and where its parts are.
  private static final int MESSAGE_SIZE = 72;

  private static final int STATE_OFFSET = 1;
  private static final int SOURCE_PORT_OFFSET = 4;
  private static final int DESTINATION_PORT_OFFSET = 6;
  private static final int SOURCE_OFFSET = 8;
  private static final int DESTINATION_OFFSET = 24;
  private static final int LINK_OFFSET = 40;
  private static final int COOKIE_OFFSET = 44;
  private static final int UID_OFFSET = 64;
  private static final int INODE_OFFSET = 68;

  private InetDiag() {}

  /// Asks for the sockets of a family and a protocol that are in one of these states.
  static NetlinkRequest<InetSocket> list(
      IpFamily family, Protocol protocol, Set<SocketState> states) {
    if (protocol == Protocol.SCTP) {
      throw new IllegalArgumentException("no sockets of sctp can be listed: expected tcp or udp");
    }
    return new NetlinkRequest<>(
        "list %s sockets of %s".formatted(family, protocol),
        SOCK_DIAG_BY_FAMILY,
        0,
        writer -> write(writer, family, protocol, states),
        message -> read(message, protocol));
  }

  /// Asks the kernel to end a connection of TCP, and to tell the other end so. Without the cookie
  /// the kernel would end the listening socket where the connection is over by now.
  static NetlinkRequest<Void> destroy(InetSocket connection) {
    return NetlinkRequest.command(
        "end " + connection, SOCK_DESTROY, 0, writer -> write(writer, connection));
  }

  /// `struct inet_diag_req_v2` of one socket.
  private static void write(MessageWriter writer, InetSocket connection) {
    writer.putByte(connection.family() == IpFamily.V4 ? AF_INET : AF_INET6);
    writer.putByte(connection.protocol().number()).putByte(0).putByte(0);
    writer.putInt(SocketState.bits(Set.of(connection.state())));
    putNetworkShort(writer, connection.localPort().number());
    putNetworkShort(writer, connection.remotePort().map(Port::number).orElse(0));
    writer.putBytes(Arrays.copyOf(connection.localAddress().toBytes(), ADDRESS_SIZE));
    writer.putBytes(Arrays.copyOf(connection.remoteAddress().toBytes(), ADDRESS_SIZE));
    writer.putInt(connection.link()).putLong(connection.cookie());
  }

  private static void putNetworkShort(MessageWriter writer, int value) {
    writer.putByte(value >> 8).putByte(value & 0xff);
  }

  /// `struct inet_diag_req_v2`, which asks for no particular socket.
  private static void write(
      MessageWriter writer, IpFamily family, Protocol protocol, Set<SocketState> states) {
    writer.putByte(family == IpFamily.V4 ? AF_INET : AF_INET6);
    writer.putByte(protocol.number()).putByte(0).putByte(0);
    writer.putInt(SocketState.bits(states));
    writer.putBytes(new byte[SOCKID_SIZE]);
  }

  /// Sockets without a port, as a TCP one that has only been made, are left out.
  private static Optional<InetSocket> read(NetlinkMessage message, Protocol protocol) {
    ByteBuffer payload = message.payload();
    ByteBuffer body = payload.slice().order(ByteOrder.nativeOrder());
    int port = networkShort(body, SOURCE_PORT_OFFSET);
    if (message.type() != SOCK_DIAG_BY_FAMILY || port == 0) {
      return Optional.empty();
    }
    boolean ipv6Only = false;
    Attributes attributes = message.attributes(MESSAGE_SIZE);
    while (attributes.next()) {
      if (attributes.type() == INET_DIAG_SKV6ONLY) {
        ipv6Only = attributes.asByte() != 0;
      }
    }
    return Optional.of(socket(body, protocol, new Port(port), ipv6Only));
  }

  private static InetSocket socket(
      ByteBuffer body, Protocol protocol, Port port, boolean ipv6Only) {
    int remotePort = networkShort(body, DESTINATION_PORT_OFFSET);
    return new InetSocket(
        protocol,
        SocketState.of(body.get(STATE_OFFSET)),
        address(body, SOURCE_OFFSET),
        port,
        address(body, DESTINATION_OFFSET),
        remotePort == 0 ? Optional.empty() : Optional.of(new Port(remotePort)),
        body.getInt(LINK_OFFSET),
        Integer.toUnsignedLong(body.getInt(INODE_OFFSET)),
        Integer.toUnsignedLong(body.getInt(UID_OFFSET)),
        body.getLong(COOKIE_OFFSET),
        ipv6Only);
  }

  private static IpAddress address(ByteBuffer body, int offset) {
    byte[] bytes = new byte[body.get(0) == AF_INET ? 4 : 16];
    body.get(offset, bytes);
    return IpAddress.of(bytes);
  }

  private static int networkShort(ByteBuffer body, int offset) {
    return Byte.toUnsignedInt(body.get(offset)) << 8 | Byte.toUnsignedInt(body.get(offset + 1));
  }
}
