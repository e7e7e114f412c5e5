package io.libnetwork.address;

/// What an interface is given: an address and the length of the prefix that is reached on that
/// link, `10.0.0.5/24`.
///
/// @param length how many leading bits of the address name the network, 0 to 32 or 0 to 128
public record InterfaceAddress(IpAddress address, int length) {

  /// @throws IllegalArgumentException if the length is out of its range
  public InterfaceAddress {
    IpPrefix.requireLength(address, length);
  }

  /// Reads `address/length`.
  ///
  /// @throws IllegalArgumentException if `text` is not of this form
  public static InterfaceAddress parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "malformed \"" + text + "\": expected an address and a prefix length, as in 10.0.0.0/8");
    }
    IpAddress address = IpAddress.parse(text.substring(0, slash));
    int bits = address.family().bits();
    int length = Decimal.parse(text, slash + 1, text.length(), bits);
    if (length == Decimal.MALFORMED) {
      throw new IllegalArgumentException(
          "malformed prefix length in \"%s\": expected a number from 0 to %d"
              .formatted(text, bits));
    }
    return new InterfaceAddress(address, length);
  }

  public IpFamily family() {
    return address.family();
  }

  /// The prefix in which the address lies.
  public IpPrefix prefix() {
    return IpPrefix.containing(address, length);
  }

  /// `address/length`.
  @Override
  public String toString() {
    return address + "/" + length;
  }
}
