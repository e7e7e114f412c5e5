package io.libnetwork.explain.ruleset;

import java.util.LinkedHashSet;
import java.util.Set;

/// A rule of `iptables-nft`, whose matches and targets the listing names without what they compare.
/// Where libxtables is there, libnftables writes such a rule in nft's own words, and what those
/// mean is learnt by loading them elsewhere and listing them again.
///
/// @param script makes a table with that rule, in a chain that nothing leads to
public record CompatRule(String script) {

  private static final String CHAIN = "rule_";

  static CompatRule of(ListedTable table, ListedRule rule) {
    StringBuilder script = new StringBuilder();
    script.append("table ").append(table.family()).append(' ').append(table.name()).append(" {\n");
    Set<String> targets = new LinkedHashSet<>(table.chains().keySet());
    targets.removeIf(target -> !rule.text().contains(target));
    targets.forEach(target -> script.append("\tchain ").append(target).append(" { }\n"));
    script.append("\tchain ").append(CHAIN).append(rule.handle()).append(" {\n\t\t");
    script.append(rule.text()).append("\n\t}\n}\n");
    return new CompatRule(script.toString());
  }

  static String place(ListedTable table, ListedChain chain) {
    return table.family() + " " + table.name() + " " + chain.name();
  }

  static String place(ListedTable table, ListedRule rule) {
    return table.family() + " " + table.name() + " " + CHAIN + rule.handle();
  }
}
