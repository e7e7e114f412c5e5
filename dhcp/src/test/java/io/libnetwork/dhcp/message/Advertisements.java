package io.libnetwork.dhcp.message;

import java.util.HexFormat;

/// Router advertisements as they are sent, for tests.
public final class Advertisements {

  private Advertisements() {}

  /// A frame of fe80::1, which leads elsewhere for half an hour.
  ///
  /// @param flags 80 where a server of DHCPv6 is to be asked
  /// @param options in hexadecimal digits
  public static byte[] frame(String flags, String options) {
    String message = "8600" + "0000" + "40" + flags + "0708" + "00000000" + "00000000" + options;
    return HexFormat.of()
        .parseHex(
            "333300000001"
                + "020000000001"
                + "86dd"
                + "60000000"
                + "%04x".formatted(message.length() / 2)
                + "3aff"
                + "fe800000000000000000000000000001"
                + "ff020000000000000000000000000001"
                + message);
  }

  /// An option that tells of a prefix.
  ///
  /// @param flags 80 for on the link, 40 for everybody's own addresses, together
  /// @param valid for how many seconds
  /// @param prefix 32 hexadecimal digits
  public static String prefix(int length, int flags, int valid, String prefix) {
    return "0304%02x%02x%08x00000e1000000000".formatted(length, flags, valid) + prefix;
  }
}
