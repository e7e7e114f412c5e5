package io.libnetwork.linux.rtnetlink;

/// A VXLAN network identifier, RFC 7348 section 5.
///
/// @param value 0 to 2^24 - 1
public record Vni(int value) {

  private static final int LAST = (1 << 24) - 1;

  /// @throws IllegalArgumentException when the number does not fit 24 bits
  public Vni {
    if (value < 0 || value > LAST) {
      throw new IllegalArgumentException(
          "no VXLAN network identifier: " + value + ", expected 0 to " + LAST);
    }
  }

  /// The number in decimal.
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
