package io.libnetwork.dhcp.message;

/// What a DHCPv6 message is for, RFC 8415 section 7.3, as far as clients and servers say it to each
/// other.
public enum Dhcp6Type {
  /// A client looks for servers.
  SOLICIT(1),
  /// A server says what it would lease.
  ADVERTISE(2),
  /// A client asks one server for an address.
  REQUEST(3),
  /// A client asks whether its address is one of this segment.
  CONFIRM(4),
  /// A client asks its server for more time.
  RENEW(5),
  /// A client asks every server for more time.
  REBIND(6),
  /// A server answers whatever was asked.
  REPLY(7),
  /// A client gives an address back.
  RELEASE(8),
  /// A client says that an address is somebody else's.
  DECLINE(9),
  /// A server wants to be asked.
  RECONFIGURE(10),
  /// A client with an address asks for everything else.
  INFORMATION_REQUEST(11);

  private final int code;

  Dhcp6Type(int code) {
    this.code = code;
  }

  /// The number in the message.
  public int code() {
    return code;
  }

  /// Whether servers say it.
  public boolean ofServers() {
    return this == ADVERTISE || this == REPLY || this == RECONFIGURE;
  }

  /// The type of a number.
  ///
  /// @throws IllegalArgumentException if no type has it
  static Dhcp6Type of(int code) {
    for (Dhcp6Type type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("message type " + code + " is none of DHCPv6's");
  }
}
