package io.libnetwork.explain.ruleset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A chain of a listing, with its rules; filled while the listing is read.
final class ListedChain {

  /// What makes a chain a base chain.
  ///
  /// @param type `filter`, `nat` or `route`
  record Base(String type, Point point, int priority, boolean drops) {

    boolean translates() {
      return type.equals("nat");
    }
  }

  private final ListedTable table;
  private final String name;
  private final Optional<Base> base;
  private final List<ListedRule> rules = new ArrayList<>();

  ListedChain(ListedTable table, String name, Optional<Base> base) {
    this.table = table;
    this.name = name;
    this.base = base;
  }

  ListedTable table() {
    return table;
  }

  String name() {
    return name;
  }

  Optional<Base> base() {
    return base;
  }

  List<ListedRule> rules() {
    return rules;
  }

  void add(ListedRule rule) {
    rules.add(rule);
  }

  /// A rule of this chain, met at a hook.
  RuleName name(ListedRule rule, Point hook) {
    return new RuleName(
        table.family(), table.name(), name, Optional.of(rule.handle()), rule.text(), hook);
  }

  /// What the chain says of packets that no rule decides.
  RuleName policy(Point hook) {
    boolean drops = base.map(Base::drops).orElse(false);
    return new RuleName(
        table.family(),
        table.name(),
        name,
        Optional.empty(),
        drops ? "policy drop" : "policy accept",
        hook);
  }
}
