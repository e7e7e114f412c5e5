package io.libnetwork.explain.ruleset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one ruleset has and another does not.
final class Lack {

  private final List<String> missing = new ArrayList<>();

  private Lack() {}

  static List<String> of(List<ListedTable> present, List<ListedTable> wanted) {
    Lack lack = new Lack();
    for (ListedTable table : wanted) {
      Optional<ListedTable> found =
          present.stream()
              .filter(each -> each.family().equals(table.family()))
              .filter(each -> each.name().equals(table.name()))
              .findFirst();
      found.ifPresentOrElse(
          there -> lack.compare(there, table),
          () -> lack.missing.add("table " + table.family() + " " + table.name()));
    }
    return List.copyOf(lack.missing);
  }

  private void compare(ListedTable present, ListedTable wanted) {
    String table = wanted.family() + " " + wanted.name();
    wanted.chains().forEach((name, chain) -> rules(table, present.chains().get(name), chain));
    elements(table, present.sets(), wanted.sets());
    elements(table, present.maps(), wanted.maps());
  }

  private void rules(String table, @Nullable ListedChain present, ListedChain wanted) {
    if (present == null || !present.base().equals(wanted.base())) {
      missing.add("chain " + table + " " + wanted.name());
      return;
    }
    List<String> texts = present.rules().stream().map(ListedRule::text).toList();
    wanted.rules().stream()
        .map(ListedRule::text)
        .filter(text -> !texts.contains(text))
        .forEach(text -> missing.add("rule of " + table + " " + wanted.name() + ": " + text));
  }

  private <T> void elements(
      String table, Map<String, Elements<T>> present, Map<String, Elements<T>> wanted) {
    wanted.forEach((name, elements) -> {
      Elements<T> there = present.getOrDefault(name, new Elements<>());
      List<String> gone = there.lacks(elements);
      gone.stream()
          .limit(10)
          .forEach(key -> missing.add("element %s of %s %s".formatted(key, table, name)));
      if (gone.size() > 10) {
        missing.add((gone.size() - 10) + " more elements of " + table + " " + name);
      }
    });
  }
}
