package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Element;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Which elements must be there, by set and key, as the kernel keeps them. Not for several threads.
final class DesiredElements {

  private final Map<Definition, Map<List<Component>, Element>> sets = new LinkedHashMap<>();

  void add(Collection<Element> elements) {
    for (Element element : elements) {
      sets.computeIfAbsent(element.definition(), _ -> new LinkedHashMap<>())
          .put(element.key(), element);
    }
  }

  /// An element whose key leads elsewhere by now is another's, and stays.
  void remove(Collection<Element> elements) {
    for (Element element : elements) {
      sets.computeIfPresent(
          element.definition(),
          (_, present) -> {
            present.remove(element.key(), element);
            return present;
          });
    }
  }

  boolean contains(Element element) {
    return element.equals(of(element.definition()).get(element.key()));
  }

  /// Whether the key leads elsewhere.
  boolean isAnothers(Element element) {
    Element present = of(element.definition()).get(element.key());
    return present != null && !present.equals(element);
  }

  /// All of a set.
  Collection<Element> in(Definition definition) {
    return of(definition).values();
  }

  /// All of the sets that are chosen.
  List<Element> in(Predicate<Definition> chosen) {
    return sets.entrySet().stream()
        .filter(set -> chosen.test(set.getKey()))
        .flatMap(set -> set.getValue().values().stream())
        .toList();
  }

  /// The sets of a table's by a name that must have elements.
  List<Definition> named(String name, Predicate<Definition> chosen) {
    return sets.keySet().stream()
        .filter(set -> set.name().equals(name) && chosen.test(set))
        .toList();
  }

  void clear() {
    sets.clear();
  }

  private Map<List<Component>, Element> of(Definition definition) {
    return sets.getOrDefault(definition, Map.of());
  }
}
