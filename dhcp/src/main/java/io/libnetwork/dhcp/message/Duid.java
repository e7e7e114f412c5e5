package io.libnetwork.dhcp.message;

import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// By what a client or a server of DHCPv6 is known, RFC 8415 section 11: bytes that mean nothing to
/// the other.
///
/// @param digits the bytes in hexadecimal digits, of which there are 3 to 130
public record Duid(String digits) {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 130;
  private static final short LINK_LAYER = 3;
  private static final short ETHERNET = 1;

  /// @throws IllegalArgumentException if it is shorter than 3 bytes or longer than 130
  public Duid {
    int length = HexFormat.of().parseHex(digits).length;
    if (length < SHORTEST || length > LONGEST) {
      throw new IllegalArgumentException(
          "a DUID of %d bytes, expected %d to %d".formatted(length, SHORTEST, LONGEST));
    }
  }

  /// One of these bytes.
  ///
  /// @throws IllegalArgumentException if it is shorter than 3 bytes or longer than 130
  public static Duid of(byte[] bytes) {
    return new Duid(HexFormat.of().formatHex(bytes));
  }

  /// Who has a MAC address (DUID-LL, section 11.4).
  public static Duid linkLayer(MacAddress mac) {
    return of(
        ByteBuffer.allocate(10).putShort(LINK_LAYER).putShort(ETHERNET).put(mac.toBytes()).array());
  }

  /// The bytes: a new array.
  public byte[] toBytes() {
    return HexFormat.of().parseHex(digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
