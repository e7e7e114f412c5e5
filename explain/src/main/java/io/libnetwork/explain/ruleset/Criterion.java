package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpPrefix;
import java.util.List;

/// What one value is compared with.
sealed interface Criterion {

  /// That very value.
  record Exactly(Term term) implements Criterion {}

  /// An address of a prefix.
  record Within(IpPrefix prefix) implements Criterion {}

  /// Both ends are in it.
  record Between(Term first, Term last) implements Criterion {}

  /// A name that begins so: `br-*`.
  record Beginning(String with) implements Criterion {}

  /// Several values, each with a criterion of its own.
  record Together(List<Criterion> parts) implements Criterion {}

  /// Every value: a set's catch-all element.
  record Anything() implements Criterion {}

  /// Whether values meet it; several where it is for several.
  default boolean meets(List<Term> values) {
    return switch (this) {
      case Together(List<Criterion> parts) -> together(parts, values);
      case Exactly(Term term) -> values.size() == 1 && term.equals(values.getFirst());
      case Within(IpPrefix prefix) ->
          values.size() == 1
              && values.getFirst() instanceof Term.Address(var address)
              && prefix.contains(address);
      case Between(Term first, Term last) ->
          values.size() == 1 && values.getFirst().atLeast(first) && last.atLeast(values.getFirst());
      case Beginning(String with) ->
          values.size() == 1
              && values.getFirst() instanceof Term.Word(String word)
              && word.startsWith(with);
      case Anything() -> true;
    };
  }

  private static boolean together(List<Criterion> parts, List<Term> values) {
    if (parts.size() != values.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).meets(values.subList(i, i + 1))) {
        return false;
      }
    }
    return true;
  }

  /// The values it is for, where it is for one value of each alone; empty otherwise.
  default List<Term> exact() {
    return switch (this) {
      case Exactly(Term term) -> List.of(term);
      case Together(List<Criterion> parts)
          when parts.stream().allMatch(Exactly.class::isInstance) ->
          parts.stream().map(part -> ((Exactly) part).term()).toList();
      case Together _, Within _, Between _, Beginning _, Anything _ -> List.of();
    };
  }

  /// A value that meets it, of a range its first; empty where it names none.
  default List<Term> least() {
    return switch (this) {
      case Exactly(Term term) -> List.of(term);
      case Within(IpPrefix prefix) -> List.of(new Term.Address(prefix.first()));
      case Between(Term first, _) -> List.of(first);
      case Together(List<Criterion> parts) ->
          parts.stream().flatMap(part -> part.least().stream()).toList();
      case Beginning _, Anything _ -> List.of();
    };
  }
}
