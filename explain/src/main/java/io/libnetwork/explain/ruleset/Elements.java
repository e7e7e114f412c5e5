package io.libnetwork.explain.ruleset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The elements of a set, or of a map with what each leads to. Exact ones are found at once,
/// however many there are.
///
/// @param <T> what an element leads to
final class Elements<T> {

  /// An element that is no single value.
  private record Wide<T>(Criterion key, T data) {}

  private final Map<List<Term>, T> exact = new HashMap<>();
  private final List<Wide<T>> wide = new ArrayList<>();

  void add(Criterion key, T data) {
    List<Term> values = key.exact();
    if (values.isEmpty()) {
      wide.add(new Wide<>(key, data));
    } else {
      exact.put(values, data);
    }
  }

  /// What values lead to.
  Optional<T> find(List<Term> values) {
    T found = exact.get(values);
    if (found != null) {
      return Optional.of(found);
    }
    return wide.stream().filter(element -> element.key().meets(values)).map(Wide::data).findFirst();
  }

  /// Whether there may be an element for values of which some cannot be told.
  boolean mayHave(List<Optional<Term>> values) {
    List<Optional<Term>> unknown = values.stream().filter(Optional::isEmpty).toList();
    return unknown.isEmpty()
        || !wide.isEmpty()
        || exact.keySet().stream().anyMatch(key -> agrees(key, values));
  }

  private static boolean agrees(List<Term> key, List<Optional<Term>> values) {
    for (int i = 0; i < Math.min(key.size(), values.size()); i++) {
      if (!values.get(i).orElse(key.get(i)).equals(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The keys, each value by itself; of a range its first.
  List<List<Term>> firsts() {
    List<List<Term>> firsts = new ArrayList<>(exact.keySet());
    wide.forEach(element -> firsts.add(element.key().least()));
    return firsts;
  }

  /// The keys of others that are not here, or lead elsewhere.
  List<String> lacks(Elements<T> others) {
    List<String> lacking = new ArrayList<>();
    others.exact.forEach((key, data) -> {
      if (!data.equals(exact.get(key))) {
        lacking.add(key.stream().map(Term::toString).collect(Collectors.joining(" . ")));
      }
    });
    others.wide.stream()
        .filter(element -> !wide.contains(element))
        .forEach(element -> lacking.add(element.key().toString()));
    return lacking;
  }

  /// The single values among them.
  List<Term> keys() {
    return exact.keySet().stream()
        .filter(values -> values.size() == 1)
        .map(List::getFirst)
        .toList();
  }
}
