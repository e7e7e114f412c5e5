package io.libnetwork.dns.wire;

import org.xbill.DNS.Type;

/// The pseudo record by which two servers tell each other what they can, without options (RFC 6891
/// section 6.1).
public final class OptRecord {

  public static final int LENGTH = 1 + Wire.RECORD_FIXED;

  /// What is said to be taken by UDP: with every header it fits an IPv6 link of the least MTU.
  public static final int UDP_SIZE = 1232;

  /// The bit in the TTL by which DNSSEC's records are wanted (RFC 3225).
  public static final int DNSSEC_OK = 0x8000;

  private OptRecord() {}

  /// Writes one.
  ///
  /// @param rcode of which the upper eight bits go here
  public static void put(byte[] message, int offset, int rcode, boolean dnssecOk) {
    message[offset] = 0;
    Wire.putShort(message, offset + 1, Type.OPT);
    Wire.putShort(message, offset + 3, UDP_SIZE);
    Wire.putInt(message, offset + 5, rcode >>> 4 << 24 | (dnssecOk ? DNSSEC_OK : 0));
    Wire.putShort(message, offset + 9, 0);
  }
}
