package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.HeaderBits;
import io.libnetwork.dns.wire.Wire;
import org.xbill.DNS.Rcode;

/// What the header of a server's answer says.
record AnswerHeader(int flags) {

  static AnswerHeader of(byte[] answer) {
    return new AnswerHeader(Wire.getShort(answer, 2));
  }

  int rcode() {
    return flags & HeaderBits.RCODE;
  }

  boolean truncated() {
    return (flags & HeaderBits.TC) != 0;
  }

  /// Another server may know better.
  boolean refuses() {
    return rcode() == Rcode.SERVFAIL || rcode() == Rcode.REFUSED;
  }

  /// It tells of records, or that there are none.
  boolean hasData() {
    return rcode() == Rcode.NOERROR || rcode() == Rcode.NXDOMAIN;
  }

  /// The RCODE.
  @Override
  public String toString() {
    return "answered " + Rcode.string(rcode());
  }
}
