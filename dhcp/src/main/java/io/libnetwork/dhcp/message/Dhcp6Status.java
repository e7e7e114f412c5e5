package io.libnetwork.dhcp.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a server says became of what it was asked, RFC 8415 section 21.13.
///
/// @param code 0 to 65535
/// @param text of a stranger's, without what no terminal should be shown
public record Dhcp6Status(int code, String text) {

  public static final int SUCCESS = 0;
  public static final int UNSPECIFIED_FAILURE = 1;
  public static final int NO_ADDRESSES = 2;
  public static final int NO_BINDING = 3;
  public static final int NOT_ON_LINK = 4;
  public static final int USE_MULTICAST = 5;

  static final Dhcp6Status DONE = new Dhcp6Status(SUCCESS, "");

  /// Reads an option's bytes.
  static Dhcp6Status read(byte[] bytes) {
    if (bytes.length < Short.BYTES) {
      throw new IllegalArgumentException("a status of " + bytes.length + " bytes");
    }
    String text =
        new String(bytes, Short.BYTES, bytes.length - Short.BYTES, StandardCharsets.UTF_8);
    return new Dhcp6Status(
        Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort()), text.replaceAll("\\p{Cntrl}", ""));
  }

  /// It was done.
  public boolean success() {
    return code == SUCCESS;
  }

  /// The RFC's name for the code, and what else the server said.
  @Override
  public String toString() {
    String name =
        switch (code) {
          case SUCCESS -> "Success";
          case UNSPECIFIED_FAILURE -> "UnspecFail";
          case NO_ADDRESSES -> "NoAddrsAvail";
          case NO_BINDING -> "NoBinding";
          case NOT_ON_LINK -> "NotOnLink";
          case USE_MULTICAST -> "UseMulticast";
          default -> "status " + code;
        };
    return text.isEmpty() ? name : name + ": " + text;
  }
}
