package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;

/// An Ethernet frame with a DHCPv4 message in it: IPv4 (RFC 791) without options, UDP (RFC 768).
///
/// @param source the sender's MAC address
/// @param destination the receiver's, or everybody's
/// @param from the sender's address, unspecified of a client that has none
/// @param to the receiver's, or everybody's
/// @param message between port 68 of a client and port 67 of a server
public record Dhcp4Frame(
    MacAddress source,
    MacAddress destination,
    Ipv4Address from,
    Ipv4Address to,
    Dhcp4Message message) {

  /// Everybody's MAC address.
  public static final MacAddress ALL = new MacAddress(0xffff_ffff_ffffL);

  /// `ETH_P_IP` of `linux/if_ether.h`.
  public static final int ETHER_TYPE = 0x0800;

  /// Where a frame says which type it is.
  public static final int TYPE_OFFSET = 12;

  /// Where the IPv4 header begins: its version, and its length of five words.
  public static final int VERSION_OFFSET = 14;

  public static final int VERSION = 0x45;

  /// Where the flags and the fragment's offset are; of a whole packet the bits are zero.
  public static final int FRAGMENT_OFFSET = 20;

  public static final int FRAGMENT_BITS = 0x3fff;

  /// Where the protocol is.
  public static final int PROTOCOL_OFFSET = 23;

  public static final int UDP = 17;

  /// Where the port is that it is for.
  public static final int PORT_OFFSET = 36;

  public static final int CLIENT_PORT = 68;
  public static final int SERVER_PORT = 67;

  private static final Ipv4Address EVERYBODY = new Ipv4Address(-1);
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int UDP_HEADER = 8;
  private static final int TIME_TO_LIVE = 64;
  private static final int PSEUDO_HEADER = 12;

  /// A client's message to whoever hears it.
  public static Dhcp4Frame broadcast(MacAddress source, Dhcp4Message message) {
    return new Dhcp4Frame(source, ALL, Ipv4Address.UNSPECIFIED, EVERYBODY, message);
  }

  /// Reads a server's frame.
  ///
  /// UDP's checksum is not looked at: of a server on the same machine the kernel has left it to
  /// hardware that does not exist.
  ///
  /// @throws IllegalArgumentException if it is no such frame, or is cut short
  public static Dhcp4Frame read(byte[] frame) {
    require(frame.length >= ETHERNET + IPV4 + UDP_HEADER, "a frame is cut short");
    ByteBuffer in = ByteBuffer.wrap(frame);
    MacAddress destination = mac(in);
    MacAddress source = mac(in);
    require(in.getShort() == ETHER_TYPE, "a frame is not of IPv4");
    require(in.get(VERSION_OFFSET) == VERSION, "a packet is not of IPv4, or has options");
    require((in.getShort(FRAGMENT_OFFSET) & FRAGMENT_BITS) == 0, "a packet is a fragment");
    require(in.get(PROTOCOL_OFFSET) == UDP, "a packet is not of UDP");
    require(
        checksum(in.duplicate().position(ETHERNET).limit(ETHERNET + IPV4).slice()) == 0,
        "a packet's header has been damaged");
    int total = Short.toUnsignedInt(in.getShort(16));
    int length = Short.toUnsignedInt(in.getShort(38));
    require(total <= frame.length - ETHERNET, "a packet is cut short");
    require(length >= UDP_HEADER && length <= total - IPV4, "a datagram is cut short");
    require(
        in.getShort(34) == SERVER_PORT && in.getShort(PORT_OFFSET) == CLIENT_PORT,
        "a datagram is not of a DHCP server");
    byte[] message = new byte[length - UDP_HEADER];
    in.get(ETHERNET + IPV4 + UDP_HEADER, message);
    return new Dhcp4Frame(
        source,
        destination,
        new Ipv4Address(in.getInt(26)),
        new Ipv4Address(in.getInt(30)),
        Dhcp4Message.read(message));
  }

  /// Writes the frame, from a client's port to a server's or, with a reply in it, the other way.
  public byte[] write() {
    byte[] bytes = message.write();
    byte[] datagram = datagram(bytes);
    ByteBuffer header =
        ByteBuffer.allocate(IPV4)
            .put((byte) VERSION)
            .put((byte) 0)
            .putShort((short) (IPV4 + datagram.length))
            .putInt(0)
            .put((byte) TIME_TO_LIVE)
            .put((byte) UDP)
            .putShort((short) 0)
            .put(from.toBytes())
            .put(to.toBytes())
            .flip();
    header.putShort(10, checksum(header.duplicate()));
    return ByteBuffer.allocate(ETHERNET + IPV4 + datagram.length)
        .put(destination.toBytes())
        .put(source.toBytes())
        .putShort((short) ETHER_TYPE)
        .put(header)
        .put(datagram)
        .array();
  }

  private byte[] datagram(byte[] bytes) {
    int length = UDP_HEADER + bytes.length;
    ByteBuffer datagram =
        ByteBuffer.allocate(length)
            .putShort((short) (message.reply() ? SERVER_PORT : CLIENT_PORT))
            .putShort((short) (message.reply() ? CLIENT_PORT : SERVER_PORT))
            .putShort((short) length)
            .putShort((short) 0)
            .put(bytes);
    ByteBuffer pseudo =
        ByteBuffer.allocate(PSEUDO_HEADER + length)
            .put(from.toBytes())
            .put(to.toBytes())
            .putShort((short) UDP)
            .putShort((short) length)
            .put(datagram.array())
            .flip();
    short checksum = checksum(pseudo);
    datagram.putShort(6, checksum == 0 ? -1 : checksum);
    return datagram.array();
  }

  /// The Internet checksum, RFC 1071: zero over what bears its own.
  static short checksum(ByteBuffer bytes) {
    long sum = 0;
    while (bytes.remaining() >= Short.BYTES) {
      sum += Short.toUnsignedInt(bytes.getShort());
    }
    if (bytes.hasRemaining()) {
      sum += (long) Byte.toUnsignedInt(bytes.get()) << Byte.SIZE;
    }
    while (sum >> Short.SIZE != 0) {
      sum = (sum & 0xffff) + (sum >> Short.SIZE);
    }
    return (short) ~sum;
  }

  private static MacAddress mac(ByteBuffer in) {
    byte[] bytes = new byte[6];
    in.get(bytes);
    return MacAddress.of(bytes);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
