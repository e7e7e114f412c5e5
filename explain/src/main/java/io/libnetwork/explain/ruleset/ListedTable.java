package io.libnetwork.explain.ruleset;

import java.util.LinkedHashMap;
import java.util.Map;

/// A table of a listing, with its chains, sets and maps; filled while the listing is read.
final class ListedTable {

  private final String family;
  private final String name;
  private final Map<String, ListedChain> chains = new LinkedHashMap<>();
  private final Map<String, Elements<Boolean>> sets = new LinkedHashMap<>();
  private final Map<String, Elements<Mapped>> maps = new LinkedHashMap<>();
  private final Map<String, Elements<Decision>> verdicts = new LinkedHashMap<>();

  ListedTable(String family, String name) {
    this.family = family;
    this.name = name;
  }

  String family() {
    return family;
  }

  String name() {
    return name;
  }

  Map<String, ListedChain> chains() {
    return chains;
  }

  Map<String, Elements<Boolean>> sets() {
    return sets;
  }

  Map<String, Elements<Mapped>> maps() {
    return maps;
  }

  Map<String, Elements<Decision>> verdicts() {
    return verdicts;
  }

  /// Whether it sees packets of a version of the Internet Protocol on their way through this host.
  boolean sees(boolean ipv6) {
    return family.equals("inet") || family.equals(ipv6 ? "ip6" : "ip");
  }
}
