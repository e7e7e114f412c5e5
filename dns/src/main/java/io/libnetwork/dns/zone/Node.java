package io.libnetwork.dns.zone;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A name of a zone with what is there; with nothing, it is there because names below it are (an
/// empty non-terminal, RFC 4592 section 2.2.2).
final class Node {

  private final List<RecordSet> sets;
  private final @Nullable DomainName alias;

  /// What names below this one have that are not there, nor below one that is.
  private @Nullable Node wildcard;

  Node(List<RecordSet> sets) {
    this.sets = List.copyOf(sets);
    this.alias = target(this.sets);
  }

  private static @Nullable DomainName target(List<RecordSet> sets) {
    return sets.size() == 1 && sets.getFirst().data().getFirst() instanceof RecordData.Cname alias
        ? alias.target()
        : null;
  }

  List<RecordSet> sets() {
    return sets;
  }

  /// The name that this one is an alias of.
  Optional<DomainName> alias() {
    return Optional.ofNullable(alias);
  }

  Optional<Node> wildcard() {
    return Optional.ofNullable(wildcard);
  }

  /// While the zone is made, before anybody else sees it.
  void wildcard(Node source) {
    wildcard = source;
  }

  /// The sets that answer a question of this type.
  List<RecordSet> ofType(int type) {
    if (type == RecordType.ANY) {
      return sets;
    }
    for (RecordSet set : sets) {
      if (set.type().number() == type) {
        return List.of(set);
      }
    }
    return List.of();
  }
}
