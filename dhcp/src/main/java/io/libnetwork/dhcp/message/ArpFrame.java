package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;

/// An Ethernet frame of ARP for IPv4, RFC 826.
///
/// @param request whether it asks who has the target
/// @param sender whose it is
/// @param address the sender's; unspecified of who only asks whether an address is free (RFC 5227
///   section 2.1.1)
/// @param target whom it is about
public record ArpFrame(
    boolean request, MacAddress sender, Ipv4Address address, Ipv4Address target) {

  /// `ETH_P_ARP` of `linux/if_ether.h`.
  public static final int ETHER_TYPE = 0x0806;

  private static final int LENGTH = 42;
  private static final long ETHERNET_AND_IPV4 = 0x0001_0800_0604L;
  private static final int REQUEST = 1;
  private static final int REPLY = 2;

  /// Asks whether somebody has an address, and says nothing that anybody would remember.
  public static ArpFrame probe(MacAddress sender, Ipv4Address target) {
    return new ArpFrame(true, sender, Ipv4Address.UNSPECIFIED, target);
  }

  /// Reads a frame.
  ///
  /// @throws IllegalArgumentException if it is not of ARP for IPv4 on Ethernet
  public static ArpFrame read(byte[] frame) {
    if (frame.length < LENGTH) {
      throw new IllegalArgumentException("a frame of ARP is cut short");
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    long kind = ((long) in.getInt(14) << Short.SIZE) | Short.toUnsignedLong(in.getShort(18));
    int operation = in.getShort(20);
    if (in.getShort(12) != ETHER_TYPE
        || kind != ETHERNET_AND_IPV4
        || (operation != REQUEST && operation != REPLY)) {
      throw new IllegalArgumentException("a frame is not of ARP for IPv4");
    }
    byte[] sender = new byte[6];
    in.get(22, sender);
    return new ArpFrame(
        operation == REQUEST,
        MacAddress.of(sender),
        new Ipv4Address(in.getInt(28)),
        new Ipv4Address(in.getInt(38)));
  }

  /// Writes the frame, for everybody.
  public byte[] write() {
    return ByteBuffer.allocate(LENGTH)
        .put(Dhcp4Frame.ALL.toBytes())
        .put(sender.toBytes())
        .putShort((short) ETHER_TYPE)
        .putShort((short) 1)
        .putShort((short) 0x0800)
        .put((byte) 6)
        .put((byte) 4)
        .putShort((short) (request ? REQUEST : REPLY))
        .put(sender.toBytes())
        .put(address.toBytes())
        .put(new byte[6])
        .put(target.toBytes())
        .array();
  }
}
