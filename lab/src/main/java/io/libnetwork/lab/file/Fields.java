package io.libnetwork.lab.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The entries of a map that has known keys.
///
/// @param of the map
record Fields(Part of, Map<String, Part> parts) {

  Optional<Part> find(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  /// A value that must be there.
  Optional<Part> require(String key) {
    Optional<Part> part = find(key);
    if (part.isEmpty()) {
      of.mistake("no %s: it must be there".formatted(key));
    }
    return part;
  }

  boolean has(String key) {
    return parts.containsKey(key);
  }

  boolean truth(String key, boolean usual) {
    return find(key).flatMap(Part::truth).orElse(usual);
  }

  Optional<String> text(String key) {
    return find(key).flatMap(Part::text);
  }

  <T> Optional<T> parsed(String key, Function<String, T> parse) {
    return find(key).flatMap(part -> part.parsed(parse));
  }

  Optional<Integer> whole(String key, int least, int most) {
    return find(key).flatMap(part -> part.whole(least, most)).map(Math::toIntExact);
  }

  /// What can be read of a list's items.
  <T> List<T> items(String key, Function<Part, Optional<T>> read) {
    return find(key).map(Part::items).orElse(List.of()).stream()
        .flatMap(item -> read.apply(item).stream())
        .toList();
  }

  /// What a list's texts say.
  <T> List<T> parsedItems(String key, Function<String, T> parse) {
    return items(key, item -> item.parsed(parse));
  }

  /// A map from text to what a text says.
  <T> Map<String, T> parsedEntries(String key, Function<Part, Optional<T>> read) {
    Map<String, T> values = new LinkedHashMap<>();
    entries(key)
        .forEach((name, part) -> read.apply(part).ifPresent(value -> values.put(name, value)));
    return values;
  }

  Map<String, String> texts(String key) {
    return parsedEntries(key, Part::text);
  }

  /// The parts of a map whose keys the file chooses.
  Map<String, Part> entries(String key) {
    return find(key).map(Part::entries).orElse(Map.of());
  }
}
