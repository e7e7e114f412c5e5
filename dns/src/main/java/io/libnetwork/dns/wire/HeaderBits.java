package io.libnetwork.dns.wire;

/// The bits of a header's second 16 (RFC 1035 section 4.1.1, RFC 4035 section 3.1.6 and 3.2.2).
public final class HeaderBits {

  /// This is a response.
  public static final int QR = 0x8000;

  public static final int OPCODE = 0x7800;

  /// The server is an authority for the name.
  public static final int AA = 0x0400;

  /// The message was truncated.
  public static final int TC = 0x0200;

  /// Recursion is desired.
  public static final int RD = 0x0100;

  /// Recursion is available.
  public static final int RA = 0x0080;

  /// The data is authentic; in a question, that the asker knows this bit (RFC 6840 section 5.7).
  public static final int AD = 0x0020;

  /// The asker checks by itself.
  public static final int CD = 0x0010;

  public static final int RCODE = 0x000f;

  private HeaderBits() {}
}
