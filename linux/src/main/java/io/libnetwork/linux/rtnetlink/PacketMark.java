package io.libnetwork.linux.rtnetlink;

/// A packet mark that a rule asks for, see `fwmark` in ip-rule(8).
///
/// @param value unsigned, 32 bits
/// @param mask which bits of the packet's mark are compared
public record PacketMark(int value, int mask) {

  /// A mark that is compared whole.
  public static PacketMark exactly(int value) {
    return new PacketMark(value, ~0);
  }

  /// As ip-rule(8) writes it: `0x1/0xff`.
  @Override
  public String toString() {
    return "0x" + Integer.toHexString(value) + "/0x" + Integer.toHexString(mask);
  }
}
