package io.libnetwork.linux.rtnetlink;

/// A number by which links are taken together, see `group` in ip-link(8).
///
/// @param value an unsigned number of 32 bits
public record LinkGroup(int value) {

  /// The group of every link that was given none.
  public static final LinkGroup DEFAULT = new LinkGroup(0);

  /// The number in decimal.
  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
