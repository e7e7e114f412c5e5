package io.libnetwork.dhcp.message;

/// What a DHCPv4 message is for, RFC 2132 section 9.6.
public enum Dhcp4Type {
  /// A client looks for servers.
  DISCOVER(1),
  /// A server says what it would lease.
  OFFER(2),
  /// A client asks for an address that was offered, or that it has.
  REQUEST(3),
  /// A client says that an address is somebody else's.
  DECLINE(4),
  /// A server leases what was asked for.
  ACK(5),
  /// A server refuses it.
  NAK(6),
  /// A client gives an address back.
  RELEASE(7),
  /// A client with an address asks for everything else.
  INFORM(8);

  private final int code;

  Dhcp4Type(int code) {
    this.code = code;
  }

  /// The number in the message.
  public int code() {
    return code;
  }

  /// The type of a number.
  ///
  /// @throws IllegalArgumentException if no type has it
  static Dhcp4Type of(int code) {
    for (Dhcp4Type type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("message type " + code + " is none of DHCP's");
  }
}
