package io.libnetwork.drivers.links;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;

/// The IPv6 link-local address that an interface makes for itself from its MAC address (RFC 4291
/// appendix A).
public final class LinkLocalAddress {

  private static final int IPV6_BYTES = 16;
  private static final long PREFIX = 0xfe80_0000_0000_0000L;
  private static final int UNIVERSAL_BIT = 0x02;
  private static final short BETWEEN_HALVES = (short) 0xfffe;

  private LinkLocalAddress() {}

  /// The one of an interface with this MAC address.
  public static IpAddress of(MacAddress mac) {
    byte[] hardware = mac.toBytes();
    return IpAddress.of(
        ByteBuffer.allocate(IPV6_BYTES)
            .putLong(PREFIX)
            .put((byte) (hardware[0] ^ UNIVERSAL_BIT))
            .put(hardware, 1, 2)
            .putShort(BETWEEN_HALVES)
            .put(hardware, 3, 3)
            .array());
  }
}
