package io.libnetwork.linux.tc;

/// A hierarchy of token buckets: classes share what a link sends, each with a rate of its own; see
/// tc-htb(8).
///
/// @param defaultClass the minor number of the class of packets that no filter puts elsewhere, 0 to
///   65,535; those pass unshaped where there is no such class
public record Htb(int defaultClass) implements QdiscKind {

  private static final int MOST = 0xffff;

  /// @throws IllegalArgumentException when out of range
  public Htb {
    if (defaultClass < 0 || defaultClass > MOST) {
      throw new IllegalArgumentException(
          "no minor number of a class: %d, expected 0 to 65535".formatted(defaultClass));
    }
  }

  @Override
  public String text() {
    return "htb";
  }
}
