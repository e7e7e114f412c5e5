package io.libnetwork.dns.zone;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// An alias that leads nowhere.
///
/// @param owner of the CNAME record that a chain begins with
record AliasFault(DomainName owner, String message) {

  /// Of aliases in one chain, its first counted, so that an answer stays small.
  static final int LONGEST_CHAIN = 16;

  static Optional<AliasFault> first(Zone zone) {
    return zone.records().stream()
        .filter(record -> record.data() instanceof RecordData.Cname)
        .map(record -> of(record.owner(), zone))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// A wildcard's alias is the same for each name it stands for, so a chain is one of nodes.
  private static Optional<AliasFault> of(DomainName owner, Zone zone) {
    Set<Node> seen = new HashSet<>();
    Optional<DomainName> at = Optional.of(owner);
    while (at.isPresent()) {
      Optional<Node> node = zone.node(at.get());
      if (node.isPresent() && !seen.add(node.get())) {
        return fault(owner, "leads in a circle, by %s".formatted(at.get()));
      }
      at = node.flatMap(Node::alias);
      if (at.isPresent() && seen.size() > LONGEST_CHAIN) {
        return fault(owner, "leads over more than %d aliases".formatted(LONGEST_CHAIN));
      }
    }
    return Optional.empty();
  }

  private static Optional<AliasFault> fault(DomainName owner, String why) {
    return Optional.of(new AliasFault(owner, "the alias %s %s".formatted(owner, why)));
  }
}
