package io.libnetwork.address;

import java.util.Locale;

/// The transport protocols whose ports can be published.
public enum Protocol {
  /// RFC 9293.
  TCP(6),
  /// RFC 768.
  UDP(17),
  /// RFC 9260.
  SCTP(132);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /// The number in an IP header, as IANA's registry "Protocol Numbers" assigns it.
  public int number() {
    return number;
  }

  /// Reads a protocol's name in either case.
  ///
  /// @throws IllegalArgumentException if it is none of these
  public static Protocol parse(String text) {
    for (Protocol protocol : values()) {
      if (protocol.name().equalsIgnoreCase(text)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "unknown protocol \"" + text + "\": expected tcp, udp or sctp");
  }

  /// The name in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
