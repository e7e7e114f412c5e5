package io.libnetwork.explain.ruleset;

import java.util.List;
import java.util.Set;

/// What a packet has where a rule looks.
sealed interface Field {

  /// These values; more than one for a concatenation.
  record Values(List<Term> values) implements Field {}

  /// Those flags of several.
  record Flags(Set<Term> set) implements Field {}

  /// No such thing: the rule is none for this packet, whatever it compares with.
  record Absent() implements Field {}

  /// It cannot be told here.
  record Unknown(String why) implements Field {}

  static Field of(Term value) {
    return new Values(List.of(value));
  }

  static Field of(String word) {
    return of(new Term.Word(word));
  }

  static Field of(long number) {
    return of(new Term.Number(number));
  }
}
