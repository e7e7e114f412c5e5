package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What is before the payload of an Ethernet frame with an IPv6 packet in it: RFC 2464, RFC 8200
/// section 3. There are no extension headers.
///
/// @param source the sender's MAC address
/// @param destination the receiver's, or that of a group
/// @param next what the payload is
/// @param hops how many routers it may pass, 0 to 255
/// @param from the sender's address
/// @param to the receiver's, or that of a group
record Ipv6Header(
    MacAddress source,
    MacAddress destination,
    int next,
    int hops,
    Ipv6Address from,
    Ipv6Address to) {

  /// How many bytes it has.
  static final int LENGTH = 54;

  private static final int VERSION = 0x60;
  private static final int PSEUDO_HEADER = 40;
  private static final long GROUP = 0x3333_0000_0000L;

  /// What goes to a group of a segment (RFC 2464 section 7).
  static Ipv6Header toGroup(
      MacAddress source, int next, int hops, Ipv6Address from, Ipv6Address group) {
    MacAddress mac = new MacAddress(GROUP | (group.low() & 0xffff_ffffL));
    return new Ipv6Header(source, mac, next, hops, from, group);
  }

  /// Reads a frame's.
  ///
  /// @throws IllegalArgumentException if the frame is not of IPv6, or is cut short
  static Ipv6Header read(byte[] frame) {
    if (frame.length < LENGTH) {
      throw new IllegalArgumentException("a frame is cut short");
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    if (in.getShort(12) != (short) RouterAdvertisement.ETHER_TYPE
        || (in.get(14) & 0xf0) != VERSION) {
      throw new IllegalArgumentException("a frame is not of IPv6");
    }
    if (Short.toUnsignedInt(in.getShort(18)) > frame.length - LENGTH) {
      throw new IllegalArgumentException("a packet is cut short");
    }
    return new Ipv6Header(
        MacAddress.of(Arrays.copyOfRange(frame, 6, 12)),
        MacAddress.of(Arrays.copyOf(frame, 6)),
        Byte.toUnsignedInt(in.get(20)),
        Byte.toUnsignedInt(in.get(21)),
        new Ipv6Address(in.getLong(22), in.getLong(30)),
        new Ipv6Address(in.getLong(38), in.getLong(46)));
  }

  /// What is behind the header of a frame that was [read][#read].
  static byte[] payload(byte[] frame) {
    int length = Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort(18));
    return Arrays.copyOfRange(frame, LENGTH, LENGTH + length);
  }

  /// Writes a frame.
  ///
  /// @param payload with zeros where its checksum goes
  /// @param checksum where that is
  byte[] write(byte[] payload, int checksum) {
    ByteBuffer pseudo =
        ByteBuffer.allocate(PSEUDO_HEADER + payload.length)
            .put(from.toBytes())
            .put(to.toBytes())
            .putInt(payload.length)
            .putInt(next)
            .put(payload)
            .flip();
    short sum = Dhcp4Frame.checksum(pseudo);
    return ByteBuffer.allocate(LENGTH + payload.length)
        .put(destination.toBytes())
        .put(source.toBytes())
        .putShort((short) RouterAdvertisement.ETHER_TYPE)
        .putInt(VERSION << 24)
        .putShort((short) payload.length)
        .put((byte) next)
        .put((byte) hops)
        .put(from.toBytes())
        .put(to.toBytes())
        .put(payload)
        .putShort(LENGTH + checksum, sum == 0 ? -1 : sum)
        .array();
  }
}
