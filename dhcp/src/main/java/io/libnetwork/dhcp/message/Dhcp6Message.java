package io.libnetwork.dhcp.message;

import java.nio.ByteBuffer;

/// A message of DHCPv6 between a client and a server, RFC 8415 section 8.
///
/// @param type what it is for
/// @param xid what a server's answer has in common with its question, 0 to 2^24 - 1
/// @param options everything else
public record Dhcp6Message(Dhcp6Type type, int xid, Dhcp6Options options) {

  /// The first number that is too large for a transaction.
  public static final int XIDS = 1 << 24;

  private static final int HEADER = 4;

  /// @throws IllegalArgumentException if the transaction's number is out of range
  public Dhcp6Message {
    if (xid < 0 || xid >= XIDS) {
      throw new IllegalArgumentException("transaction " + xid + " is not 0 to " + (XIDS - 1));
    }
  }

  /// The same message with another option behind its own.
  public Dhcp6Message with(int code, byte... value) {
    return new Dhcp6Message(type, xid, options.with(code, value));
  }

  /// Reads a message.
  ///
  /// @throws IllegalArgumentException if it is cut short, is of no known type, or an option goes
  ///   beyond its end
  public static Dhcp6Message read(byte[] message) {
    if (message.length < HEADER) {
      throw new IllegalArgumentException("a message of " + message.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    int head = in.getInt();
    return new Dhcp6Message(Dhcp6Type.of(head >>> 24), head & (XIDS - 1), Dhcp6Options.read(in));
  }

  /// Writes the message.
  public byte[] write() {
    byte[] written = options.write();
    return ByteBuffer.allocate(HEADER + written.length)
        .putInt((type.code() << 24) | xid)
        .put(written)
        .array();
  }
}
