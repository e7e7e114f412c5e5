package io.libnetwork.address;

/// A port of a transport protocol.
///
/// @param number 1 to 65535; 0 is never a port but "choose one", which is not a port's business
public record Port(int number) implements Comparable<Port> {

  static final int LAST = 65535;

  /// @throws IllegalArgumentException if `number` is out of its range
  public Port {
    if (number < 1 || number > LAST) {
      throw new IllegalArgumentException("port " + number + " is not 1 to 65535");
    }
  }

  /// Reads a port's number.
  ///
  /// @throws IllegalArgumentException if `text` is not a decimal number of 1 to 65535 without a
  ///   leading zero
  public static Port parse(String text) {
    int number = Decimal.parse(text, 0, text.length(), LAST);
    if (number < 1) {
      throw new IllegalArgumentException(
          "malformed port \"" + text + "\": expected a number from 1 to 65535");
    }
    return new Port(number);
  }

  @Override
  public int compareTo(Port other) {
    return Integer.compare(number, other.number);
  }

  /// The number in decimal.
  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
