package io.libnetwork.explain.ruleset;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether what a packet has is what a rule asks for.
final class Comparison {

  private final ListedTable table;

  Comparison(ListedTable table) {
    this.table = table;
  }

  /// @param present neither absent nor unknown
  boolean holds(Field present, String operator, MapSource<Boolean> right) {
    Elements<Boolean> wanted = elements(right);
    return switch (present) {
      case Field.Values(List<Term> values) -> values(values, operator, wanted);
      case Field.Flags(Set<Term> flags) -> flags(flags, operator, wanted);
      case Field.Absent _, Field.Unknown _ ->
          throw new IllegalStateException("expected something to compare, not " + present);
    };
  }

  private Elements<Boolean> elements(MapSource<Boolean> source) {
    return switch (source) {
      case MapSource.Named<Boolean>(String name) ->
          table.sets().getOrDefault(name, new Elements<>());
      case MapSource.Own<Boolean>(Elements<Boolean> own) -> own;
    };
  }

  private static boolean values(List<Term> values, String operator, Elements<Boolean> wanted) {
    return switch (operator) {
      case "!=", "!" -> wanted.find(values).isEmpty();
      case "<" -> wanted.keys().stream().allMatch(key -> !values.getFirst().atLeast(key));
      case "<=" -> wanted.keys().stream().allMatch(key -> key.atLeast(values.getFirst()));
      case ">" -> wanted.keys().stream().allMatch(key -> !key.atLeast(values.getFirst()));
      case ">=" -> wanted.keys().stream().allMatch(key -> values.getFirst().atLeast(key));
      default -> wanted.find(values).isPresent();
    };
  }

  /// `in` is any of them and `!` none; `==` is these and no others.
  private static boolean flags(Set<Term> flags, String operator, Elements<Boolean> wanted) {
    Set<Term> asked =
        wanted.keys().stream()
            .filter(key -> !key.equals(new Term.Number(0)) || flags.contains(key))
            .collect(Collectors.toSet());
    boolean any = asked.stream().anyMatch(flags::contains);
    return switch (operator) {
      case "in" -> any;
      case "!" -> !any;
      case "!=" -> !flags.equals(asked);
      default -> flags.equals(asked);
    };
  }
}
