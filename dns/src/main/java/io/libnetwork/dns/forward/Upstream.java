package io.libnetwork.dns.forward;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;

/// A name server that is asked what is not known here.
public record Upstream(IpAddress address, Port port, Reach reach) {

  /// Where name servers listen (RFC 1035 section 4.2).
  public static final Port DNS = new Port(53);

  /// A server at port 53.
  public Upstream(IpAddress address, Reach reach) {
    this(address, DNS, reach);
  }

  /// `192.0.2.1:53`, or `[2001:db8::1]:53`.
  @Override
  public String toString() {
    return address.family() == IpFamily.V4 ? address + ":" + port : "[" + address + "]:" + port;
  }
}
