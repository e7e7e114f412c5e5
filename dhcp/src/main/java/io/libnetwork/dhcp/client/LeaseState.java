package io.libnetwork.dhcp.client;

/// Where a client of DHCPv4 stands, RFC 2131 figure 5.
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
  /// It had an address before the process began, and asks whether it still may (INIT-REBOOT).
  REBOOTING,
  /// It has come to its end.
  ENDED
}
