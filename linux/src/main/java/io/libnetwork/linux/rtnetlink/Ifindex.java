package io.libnetwork.linux.rtnetlink;

/// A link's number, unique within its network namespace while the link exists.
///
/// @param value 1 to 2^31 - 1
public record Ifindex(int value) implements LinkReference, Comparable<Ifindex> {

  /// The loopback link, the first of every namespace.
  public static final Ifindex LOOPBACK = new Ifindex(1);

  /// @throws IllegalArgumentException when the number is not positive
  public Ifindex {
    if (value < 1) {
      throw new IllegalArgumentException("no interface index: " + value + ", expected 1 or more");
    }
  }

  @Override
  public int compareTo(Ifindex other) {
    return Integer.compare(value, other.value);
  }

  /// The number in decimal.
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
