package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// An Ethernet frame with a DHCPv6 message in it: IPv6 without extension headers, UDP.
///
/// @param source the sender's MAC address
/// @param destination the receiver's, or that of all servers and relays
/// @param from the sender's address
/// @param to the receiver's, or that of all servers and relays
/// @param message between port 546 of a client and port 547 of a server
public record Dhcp6Frame(
    MacAddress source,
    MacAddress destination,
    Ipv6Address from,
    Ipv6Address to,
    Dhcp6Message message) {

  /// Where a frame says which port it is for.
  public static final int PORT_OFFSET = 56;

  public static final int CLIENT_PORT = 546;
  public static final int SERVER_PORT = 547;

  /// All servers and relays of a segment, RFC 8415 section 7.1.
  public static final Ipv6Address SERVERS = Ipv6Address.parse("ff02::1:2");

  private static final int UDP_HEADER = 8;
  private static final int CHECKSUM = 6;
  private static final int HOPS = 64;

  /// A client's message to every server.
  ///
  /// @param from the link-local address that it is answered to
  public static Dhcp6Frame multicast(MacAddress source, Ipv6Address from, Dhcp6Message message) {
    Ipv6Header header = Ipv6Header.toGroup(source, Dhcp4Frame.UDP, HOPS, from, SERVERS);
    return new Dhcp6Frame(source, header.destination(), from, SERVERS, message);
  }

  /// Reads a server's frame.
  ///
  /// UDP's checksum is not looked at: of a server on the same machine the kernel has left it to
  /// hardware that does not exist.
  ///
  /// @throws IllegalArgumentException if it is no such frame, or is cut short
  public static Dhcp6Frame read(byte[] frame) {
    Ipv6Header header = Ipv6Header.read(frame);
    byte[] datagram = Ipv6Header.payload(frame);
    if (header.next() != Dhcp4Frame.UDP || datagram.length < UDP_HEADER) {
      throw new IllegalArgumentException("a packet is not of UDP");
    }
    ByteBuffer in = ByteBuffer.wrap(datagram);
    int length = Short.toUnsignedInt(in.getShort(4));
    if (length < UDP_HEADER || length > datagram.length) {
      throw new IllegalArgumentException("a datagram is cut short");
    }
    if (in.getShort(0) != SERVER_PORT || in.getShort(2) != CLIENT_PORT) {
      throw new IllegalArgumentException("a datagram is not of a DHCPv6 server");
    }
    return new Dhcp6Frame(
        header.source(),
        header.destination(),
        header.from(),
        header.to(),
        Dhcp6Message.read(Arrays.copyOfRange(datagram, UDP_HEADER, length)));
  }

  /// Writes the frame, from a client's port to a server's or, with a server's message in it, the
  /// other way.
  public byte[] write() {
    byte[] bytes = message.write();
    int length = UDP_HEADER + bytes.length;
    boolean answer = message.type().ofServers();
    byte[] datagram =
        ByteBuffer.allocate(length)
            .putShort((short) (answer ? SERVER_PORT : CLIENT_PORT))
            .putShort((short) (answer ? CLIENT_PORT : SERVER_PORT))
            .putShort((short) length)
            .putShort((short) 0)
            .put(bytes)
            .array();
    return new Ipv6Header(source, destination, Dhcp4Frame.UDP, HOPS, from, to)
        .write(datagram, CHECKSUM);
  }
}
