package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;

/// What somebody says when he is asked whether he has an address of IPv6: a neighbour
/// advertisement, RFC 4861 section 4.4.
///
/// @param sender his MAC address
/// @param target the address that he has
public record NeighbourFrame(MacAddress sender, Ipv6Address target) {

  /// An advertisement's type in ICMPv6.
  public static final int TYPE = 136;

  private static final int SOLICITATION = 135;
  private static final int HOPS = 255;
  private static final int LENGTH = 24;
  private static final int TARGET = 8;
  private static final int CHECKSUM = 2;
  private static final Ipv6Address SOLICITED = Ipv6Address.parse("ff02::1:ff00:0");

  /// Asks whether somebody has an address, and says nothing that anybody would remember: RFC 4862
  /// section 5.4.2.
  ///
  /// @param source the MAC address that it is sent from
  public static byte[] probe(MacAddress source, Ipv6Address target) {
    Ipv6Address group =
        new Ipv6Address(SOLICITED.high(), SOLICITED.low() | (target.low() & 0xff_ffffL));
    byte[] message =
        ByteBuffer.allocate(LENGTH)
            .put(0, (byte) SOLICITATION)
            .put(TARGET, target.toBytes())
            .array();
    return Ipv6Header.toGroup(
            source, RouterAdvertisement.ICMPV6, HOPS, Ipv6Address.UNSPECIFIED, group)
        .write(message, CHECKSUM);
  }

  /// Reads an advertisement's frame. What has passed a router is none (section 7.1.2).
  ///
  /// @throws IllegalArgumentException if it is none, or is cut short
  public static NeighbourFrame read(byte[] frame) {
    Ipv6Header header = Ipv6Header.read(frame);
    byte[] message = Ipv6Header.payload(frame);
    if (header.next() != RouterAdvertisement.ICMPV6
        || header.hops() != HOPS
        || message.length < LENGTH
        || message[0] != (byte) TYPE
        || message[1] != 0) {
      throw new IllegalArgumentException("a frame is no neighbour's advertisement");
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    return new NeighbourFrame(
        header.source(), new Ipv6Address(in.getLong(TARGET), in.getLong(TARGET + 8)));
  }
}
