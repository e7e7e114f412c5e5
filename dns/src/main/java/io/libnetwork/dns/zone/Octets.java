package io.libnetwork.dns.zone;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// RDATA that is being put together.
final class Octets {

  private static final int SIXTEEN_BITS = 0xffff;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static void requireSixteenBits(String what, int value) {
    if (value < 0 || value > SIXTEEN_BITS) {
      throw new IllegalArgumentException(
          "invalid %s %d: expected 0 to 65535".formatted(what, value));
    }
  }

  Octets sixteen(int value) {
    bytes.write(value >>> Byte.SIZE);
    bytes.write(value);
    return this;
  }

  Octets thirtyTwo(long value) {
    return sixteen((int) (value >>> Short.SIZE)).sixteen((int) value);
  }

  Octets name(DomainName name) {
    bytes.writeBytes(name.toBytes());
    return this;
  }

  /// A character-string, RFC 1035 section 3.3.
  Octets string(String string) {
    bytes.write(string.length());
    bytes.writeBytes(string.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /// A character-string as a master file has it.
  static String quoted(String string) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < string.length(); i++) {
      char octet = string.charAt(i);
      if (octet == '"' || octet == '\\') {
        text.append('\\').append(octet);
      } else if (octet < ' ' || octet > '~') {
        text.append("\\%03d".formatted((int) octet));
      } else {
        text.append(octet);
      }
    }
    return text.append('"').toString();
  }
}
