package io.libnetwork.linux.relay;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.foreign.FilterInstruction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who may use a port that is relayed. Everybody else is dropped by the kernel before the relay
/// hears of him, whatever rules the host's firewall has, or has no more.
///
/// The host itself always may: what comes by its loopback interface, which nobody else can use.
///
/// @param prefixes of the clients' addresses; without any the host alone may, and empty means that
///   everybody may
public record Clients(Optional<Set<IpPrefix>> prefixes) {

  /// How many prefixes there can be: the kernel bounds the program that compares with them.
  public static final int MOST_PREFIXES = 400;

  public static final Clients EVERYBODY = new Clients(Optional.empty());

  public static final Clients HOST_ALONE = new Clients(Optional.of(Set.of()));

  /// `LOOPBACK_IFINDEX` of `net/net_namespace.h`: `lo` of every network namespace.
  private static final int LOOPBACK = 1;

  /// Where the sender's address stands in the IP header: RFC 791 section 3.1, RFC 8200 section 3.
  private static final int SOURCE_V4 = 12;

  private static final int SOURCE_V6 = 8;

  /// @throws IllegalArgumentException when there are too many
  public Clients {
    prefixes = prefixes.map(Set::copyOf);
    int count = prefixes.map(Set::size).orElse(0);
    if (count > MOST_PREFIXES) {
      throw new IllegalArgumentException(
          "%d prefixes of clients: expected %d at most".formatted(count, MOST_PREFIXES));
    }
  }

  /// Those of some prefixes; with prefixes of one family nobody of the other, but the host.
  public static Clients of(Set<IpPrefix> prefixes) {
    return new Clients(Optional.of(prefixes));
  }

  /// What tells them from others at a socket of a family; nothing where everybody may.
  List<FilterInstruction> filter(IpFamily family) {
    List<FilterInstruction> program = new ArrayList<>();
    prefixes.ifPresent(allowed -> {
      program.add(FilterInstruction.loadInterface());
      program.add(FilterInstruction.unlessEqual(LOOPBACK, 1));
      program.add(FilterInstruction.keep());
      allowed.stream()
          .filter(prefix -> prefix.family() == family)
          .sorted()
          .forEach(prefix -> program.addAll(keep(prefix)));
      program.add(FilterInstruction.drop());
    });
    return program;
  }

  /// Compares word by word; where one differs, the rest is passed over.
  private static List<FilterInstruction> keep(IpPrefix prefix) {
    int words = (prefix.length() + Integer.SIZE - 1) / Integer.SIZE;
    ByteBuffer network = bytes(prefix.network());
    List<FilterInstruction> program = new ArrayList<>();
    int source = prefix.family() == IpFamily.V4 ? SOURCE_V4 : SOURCE_V6;
    for (int word = words - 1; word >= 0; word--) {
      int offset = word * Integer.BYTES;
      program.addFirst(FilterInstruction.unlessEqual(network.getInt(offset), program.size() + 1));
      int unused = Math.max(0, (word + 1) * Integer.SIZE - prefix.length());
      if (unused > 0) {
        program.addFirst(FilterInstruction.and(-1 << unused));
      }
      program.addFirst(FilterInstruction.loadNetworkHeader(source + offset));
    }
    program.add(FilterInstruction.keep());
    return program;
  }

  private static ByteBuffer bytes(IpAddress address) {
    return ByteBuffer.wrap(address.toInetAddress().getAddress());
  }
}
