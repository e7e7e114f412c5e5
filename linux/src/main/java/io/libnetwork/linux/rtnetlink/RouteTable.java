package io.libnetwork.linux.rtnetlink;

/// A routing table's number, see ip-route(8).
///
/// @param value an unsigned number of 32 bits, not 0
public record RouteTable(int value) {

  public static final RouteTable DEFAULT = new RouteTable(253);

  /// Where routes go that name no table.
  public static final RouteTable MAIN = new RouteTable(254);

  /// The kernel's own, for its addresses.
  public static final RouteTable LOCAL = new RouteTable(255);

  /// @throws IllegalArgumentException for 0, which is no table
  public RouteTable {
    if (value == 0) {
      throw new IllegalArgumentException("no routing table: 0, expected 1 or more");
    }
  }

  /// What stands in a header's single byte: the number, or 0 for one that needs an attribute.
  int headerByte() {
    return fitsHeader() ? value : 0;
  }

  boolean fitsHeader() {
    return value > 0 && value < 256;
  }

  /// The number in decimal.
  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
