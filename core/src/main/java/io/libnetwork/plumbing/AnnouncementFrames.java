package io.libnetwork.plumbing;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;

/// The frames by which an interface tells its neighbours its MAC address.
final class AnnouncementFrames {

  private static final int ETHERNET_HEADER = 14;
  private static final short ETHERTYPE_ARP = 0x0806;
  private static final short ETHERTYPE_IPV6 = (short) 0x86dd;
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};
  private static final byte[] ALL_NODES_MAC = {0x33, 0x33, 0, 0, 0, 1};
  private static final byte[] ALL_NODES = {
    (byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  };
  private static final int ARP_SIZE = 28;
  private static final int IPV6_HEADER = 40;
  private static final int ADVERTISEMENT_SIZE = 32;
  private static final byte ICMPV6 = 58;
  private static final byte NEIGHBOUR_ADVERTISEMENT = (byte) 136;
  private static final byte HOP_LIMIT = (byte) 255;
  private static final int OVERRIDE_FLAG = 0x20000000;

  private AnnouncementFrames() {}

  /// A gratuitous ARP request: sender and target are the address announced, RFC 5227 section 3.
  static ByteBuffer arp(MacAddress mac, Ipv4Address address) {
    byte[] hardware = mac.toBytes();
    byte[] protocol = address.toBytes();
    return ByteBuffer.allocateDirect(ETHERNET_HEADER + ARP_SIZE)
        .put(BROADCAST)
        .put(hardware)
        .putShort(ETHERTYPE_ARP)
        .putShort((short) 1)
        .putShort((short) 0x0800)
        .put((byte) 6)
        .put((byte) 4)
        .putShort((short) 1)
        .put(hardware)
        .put(protocol)
        .put(new byte[6])
        .put(protocol)
        .flip();
  }

  /// An unsolicited neighbour advertisement to all nodes with the override flag, RFC 4861 sections
  /// 4.4 and 7.2.6.
  static ByteBuffer advertisement(MacAddress mac, Ipv6Address address) {
    byte[] hardware = mac.toBytes();
    ByteBuffer message = advertisementBody(hardware, address);
    message.putShort(2, checksum(address.toBytes(), message));
    return ByteBuffer.allocateDirect(ETHERNET_HEADER + IPV6_HEADER + ADVERTISEMENT_SIZE)
        .put(ALL_NODES_MAC)
        .put(hardware)
        .putShort(ETHERTYPE_IPV6)
        .putInt(0x60000000)
        .putShort((short) ADVERTISEMENT_SIZE)
        .put(ICMPV6)
        .put(HOP_LIMIT)
        .put(address.toBytes())
        .put(ALL_NODES)
        .put(message)
        .flip();
  }

  private static ByteBuffer advertisementBody(byte[] hardware, Ipv6Address address) {
    byte targetLinkLayerAddress = 2;
    byte inUnitsOfEight = 1;
    return ByteBuffer.allocate(ADVERTISEMENT_SIZE)
        .put(NEIGHBOUR_ADVERTISEMENT)
        .put((byte) 0)
        .putShort((short) 0)
        .putInt(OVERRIDE_FLAG)
        .put(address.toBytes())
        .put(targetLinkLayerAddress)
        .put(inUnitsOfEight)
        .put(hardware)
        .flip();
  }

  /// The Internet checksum over the pseudo-header of RFC 8200 section 8.1 and the message.
  private static short checksum(byte[] source, ByteBuffer message) {
    ByteBuffer whole =
        ByteBuffer.allocate(IPV6_HEADER + ADVERTISEMENT_SIZE)
            .put(source)
            .put(ALL_NODES)
            .putInt(ADVERTISEMENT_SIZE)
            .putInt(ICMPV6)
            .put(message.duplicate())
            .flip();
    long sum = 0;
    while (whole.hasRemaining()) {
      sum += Short.toUnsignedInt(whole.getShort());
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }
}
