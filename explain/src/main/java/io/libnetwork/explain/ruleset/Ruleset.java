package io.libnetwork.explain.ruleset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Everything that judges packets in one namespace, as far as nftables has it: read once, then
/// asked by any number of threads.
public final class Ruleset {

  /// Nothing judges anything.
  public static final Ruleset EMPTY = new Ruleset(List.of());

  private final List<ListedTable> tables;

  private Ruleset(List<ListedTable> tables) {
    this.tables = List.copyOf(tables);
  }

  /// Reads a whole ruleset.
  ///
  /// @param json as libnftables-json(5) has it
  /// @param text the same as nft(8) writes it, with handles: where rules have their texts from
  /// @throws tools.jackson.core.JacksonException if `json` is none
  public static Ruleset read(String json, String text) {
    return new Ruleset(RulesetReader.read(json, RuleTexts.read(text)));
  }

  /// The rules that are known as matches and targets of iptables only, and by the text that
  /// libxtables makes of them.
  public List<CompatRule> compatRules() {
    List<CompatRule> rules = new ArrayList<>();
    for (ListedTable table : tables) {
      for (ListedChain chain : table.chains().values()) {
        chain.rules().stream()
            .filter(rule -> rule.statements().stream().anyMatch(Statement.Other.class::isInstance))
            .map(rule -> CompatRule.of(table, rule))
            .forEach(rules::add);
      }
    }
    return rules;
  }

  /// Learns what rules mean from the texts that libxtables has for them; to be called before
  /// anything is judged.
  ///
  /// @param loaded what came of loading [CompatRule#script]
  public void learn(Ruleset loaded) {
    Map<String, ListedRule> known = new LinkedHashMap<>();
    for (ListedTable table : loaded.tables) {
      for (ListedChain chain : table.chains().values()) {
        chain.rules().forEach(rule -> known.put(CompatRule.place(table, chain), rule));
      }
    }
    for (ListedTable table : tables) {
      for (ListedChain chain : table.chains().values()) {
        chain.rules().replaceAll(rule -> rule.meaning(known.get(CompatRule.place(table, rule))));
      }
    }
  }

  /// The tables, as commands name them.
  public List<String> tableNames() {
    return tables.stream().map(table -> table.family() + " " + table.name()).toList();
  }

  /// A table's chains by name; empty where there is no such table.
  public Set<String> chainNames(String table) {
    return tables.stream()
        .filter(each -> (each.family() + " " + each.name()).equals(table))
        .findFirst()
        .map(each -> Set.copyOf(each.chains().keySet()))
        .orElse(Set.of());
  }

  /// The keys of a map, each value by itself; of a range its first. Empty where there is no such
  /// map.
  ///
  /// @param table as commands name it, as in `inet filter`
  public List<List<Term>> keys(String table, String map) {
    return map(table, map).map(Elements::firsts).orElse(List.of());
  }

  /// Whether a map leads somewhere from values.
  ///
  /// @param table as commands name it, as in `inet filter`
  public boolean leads(String table, String map, List<Term> from) {
    return map(table, map).flatMap(elements -> elements.find(from)).isPresent();
  }

  /// Whether a map of verdicts decides about values.
  ///
  /// @param table as commands name it, as in `inet filter`
  public boolean decides(String table, String map, List<Term> about) {
    return tables.stream()
        .filter(each -> (each.family() + " " + each.name()).equals(table))
        .findFirst()
        .map(each -> each.verdicts().get(map))
        .flatMap(elements -> elements.find(about))
        .isPresent();
  }

  /// Where the elements of a map lead whose keys begin with some values, by what comes next in the
  /// key: of those that lead to the same the first that is found.
  ///
  /// @param table as commands name it, as in `inet filter`
  /// @return by where they lead, as in `172.17.0.2 . 80`, in the order of that text
  public Map<String, String> leadingFrom(String table, String map, List<Term> begin) {
    Map<String, String> found = new TreeMap<>();
    Optional<Elements<Mapped>> elements = map(table, map);
    for (List<Term> key : elements.map(Elements::firsts).orElse(List.of())) {
      if (key.size() == begin.size() + 1 && key.subList(0, begin.size()).equals(begin)) {
        elements
            .flatMap(all -> all.find(key))
            .ifPresent(to ->
                found.putIfAbsent(
                    to.values().stream().map(Term::toString).collect(Collectors.joining(" . ")),
                    key.getLast().toString()));
      }
    }
    return found;
  }

  private Optional<Elements<Mapped>> map(String table, String map) {
    return tables.stream()
        .filter(each -> (each.family() + " " + each.name()).equals(table))
        .findFirst()
        .map(each -> each.maps().get(map));
  }

  /// What of another ruleset's tables is not here: chains, rules and elements, as sentences.
  public List<String> lacks(Ruleset wanted) {
    return Lack.of(this.tables, wanted.tables);
  }

  /// The base chains of a hook, in the order in which a packet meets them: of one priority the one
  /// that was made last comes first (`nf_hook_entries_grow`).
  List<ListedChain> chains(Point point, boolean ipv6) {
    return chains(tables.stream().filter(table -> table.sees(ipv6)).toList(), point);
  }

  List<ListedChain> bridgeChains(Point point) {
    return chains(tables.stream().filter(table -> table.family().equals("bridge")).toList(), point);
  }

  private static List<ListedChain> chains(List<ListedTable> tables, Point point) {
    List<ListedChain> chains = new ArrayList<>();
    for (ListedTable table : tables.reversed()) {
      new ArrayList<>(table.chains().values())
          .reversed().stream()
              .filter(chain -> chain.base().filter(base -> base.point() == point).isPresent())
              .forEach(chains::add);
    }
    chains.sort(Comparator.comparingInt(chain -> chain.base().orElseThrow().priority()));
    return chains;
  }
}
