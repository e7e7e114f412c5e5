package io.libnetwork;

import io.libnetwork.store.Fields;
import io.libnetwork.store.StateValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// How what may be missing, and what there are several of, is kept in the fields of a record: a
/// value by its text, which its `parse` reads again; nothing where there is none.
final class Stored {

  private Stored() {}

  /// Writes what may be missing.
  static void maybe(Fields.Builder to, String name, Optional<?> value) {
    value.ifPresent(present -> to.text(name, present.toString()));
  }

  static <T> Optional<T> maybe(Fields from, String name, Function<String, T> parse) {
    return from.find(name).map(_ -> parse(from.text(name), name, parse));
  }

  /// Writes a flag, where it is set.
  static void flag(Fields.Builder to, String name, boolean set) {
    if (set) {
      to.flag(name, true);
    }
  }

  static boolean flag(Fields from, String name) {
    return from.find(name).isPresent() && from.flag(name);
  }

  /// Writes several values, where there are any.
  static void list(Fields.Builder to, String name, Collection<?> values) {
    if (!values.isEmpty()) {
      to.texts(name, values.stream().map(Object::toString).toList());
    }
  }

  static <T> List<T> list(Fields from, String name, Function<String, T> parse) {
    if (from.find(name).isEmpty()) {
      return List.of();
    }
    return from.texts(name).stream().map(text -> parse(text, name, parse)).toList();
  }

  static <T> Set<T> set(Fields from, String name, Function<String, T> parse) {
    return new LinkedHashSet<>(list(from, name, parse));
  }

  /// Writes values by their keys, where there are any.
  static void map(Fields.Builder to, String name, Map<?, ?> values) {
    if (!values.isEmpty()) {
      Fields.Builder entries = Fields.builder();
      Map<String, String> sorted = new TreeMap<>();
      values.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
      sorted.forEach(entries::text);
      to.value(name, entries.build());
    }
  }

  static <T> Map<String, T> map(Fields from, String name, Function<String, T> parse) {
    if (from.find(name).isEmpty()) {
      return Map.of();
    }
    Fields entries = from.fields(name);
    Map<String, T> values = new LinkedHashMap<>();
    entries.values().keySet().forEach(key -> values.put(key, parse(entries.text(key), key, parse)));
    return values;
  }

  /// Writes what is made of fields of its own, where there are any.
  static <T> void each(
      Fields.Builder to, String name, Collection<T> values, Function<T, Fields> fields) {
    if (!values.isEmpty()) {
      to.items(name, values.stream().map(fields).toList());
    }
  }

  static <T> List<T> each(Fields from, String name, Function<Fields, T> of) {
    if (from.find(name).isEmpty()) {
      return List.of();
    }
    return from.items(name).stream().map(item -> of.apply(fields(name, item))).toList();
  }

  /// Writes what is made of fields of its own and may be missing.
  static <T> void maybe(
      Fields.Builder to, String name, Optional<T> value, Function<T, Fields> fields) {
    value.map(fields).ifPresent(present -> to.value(name, present));
  }

  static <T> Optional<T> maybeFields(Fields from, String name, Function<Fields, T> of) {
    return from.find(name).map(_ -> of.apply(from.fields(name)));
  }

  /// @throws NetworkException.InvalidParameter naming field and text
  static <T> T parse(String text, String name, Function<String, T> parse) {
    return Texts.parse("stored " + name, text, parse);
  }

  private static Fields fields(String name, StateValue item) {
    if (item instanceof Fields fields) {
      return fields;
    }
    throw new NetworkException.InvalidParameter(
        "list '%s' holds a %s, expected fields only".formatted(name, item.description()));
  }
}
