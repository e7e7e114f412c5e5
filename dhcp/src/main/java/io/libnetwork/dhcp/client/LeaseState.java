package io.libnetwork.dhcp.client;

/// Where a client stands, by the names of RFC 2131 figure 5, which fit DHCPv6 as well.
public enum LeaseState {
  /// It has not begun.
  INIT,
  /// It has asked who would lease, and waits for offers.
  SELECTING,
  /// It has asked one server for what that offered.
  REQUESTING,
  /// It has been given an address, and asks whether somebody else on the segment has it.
  CHECKING,
  /// It has an address.
  BOUND,
  /// It has asked the server of its lease for more time.
  RENEWING,
  /// It has asked every server for more time.
  REBINDING,
  /// It had an address before the process began, and asks whether it still may (INIT-REBOOT, or
  /// Rebind).
  REBOOTING,
  /// It gives its address back, and waits to be heard. Of DHCPv6 alone.
  RELEASING,
  /// It has said that its address is somebody else's, and waits to be heard. Of DHCPv6 alone.
  DECLINING,
  /// It has come to its end.
  ENDED
}
