package io.libnetwork.linux.rtnetlink;

import java.util.Optional;
import java.util.stream.Stream;

/// The frames of one VLAN of a parent link, IEEE 802.1Q.
///
/// @param parent the link below
/// @param id 1 to 4094
public record Vlan(Ifindex parent, int id, Protocol protocol) implements LinkKind {

  /// The tag's EtherType.
  public enum Protocol {
    /// A customer's tag.
    DOT1Q(0x8100),
    /// A provider's tag.
    DOT1AD(0x88a8);

    private final int number;

    Protocol(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /// Empty for a number that is not spoken here.
    static Optional<Protocol> of(int number) {
      return Stream.of(values()).filter(known -> known.number == number).findFirst();
    }
  }

  /// @throws IllegalArgumentException when the number is no VLAN's
  public Vlan {
    if (id < 1 || id > 4094) {
      throw new IllegalArgumentException("no VLAN: " + id + ", expected 1 to 4094");
    }
  }

  @Override
  public String text() {
    return "vlan";
  }
}
