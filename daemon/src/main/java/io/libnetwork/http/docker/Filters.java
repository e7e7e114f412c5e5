package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Json;
import io.libnetwork.http.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a list is narrowed to: values by the key they are for, of which one has to fit for each
/// key, as in `{"name":["shop"],"label":["tier=front"]}`. Clients before 1.22 wrote
/// `{"name":{"shop":true}}`, which is read too.
///
/// @param values by their keys, in the order in which they were given
record Filters(Map<String, List<String>> values) {

  static final Filters NONE = new Filters(Map.of());

  Filters {
    values = Map.copyOf(values);
  }

  /// Reads the parameter `filters`.
  ///
  /// @param known the keys that may be there
  /// @throws NetworkException.InvalidParameter if it is no such JSON, or has another key
  static Filters of(Query query, Set<String> known) {
    String text = query.find("filters").orElse("");
    Filters filters = text.isEmpty() ? NONE : parse(text);
    for (String key : filters.values.keySet()) {
      if (!known.contains(key)) {
        throw new NetworkException.InvalidParameter("invalid filter '%s'".formatted(key));
      }
    }
    return filters;
  }

  private static Filters parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map<?, ?> map = Json.read(text, Map.class);
    map.forEach((key, value) -> values.put(String.valueOf(key), texts(value)));
    return new Filters(values);
  }

  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    switch (value) {
      case List<?> list -> list.forEach(item -> texts.add(String.valueOf(item)));
      case Map<?, ?> map ->
          map.forEach((item, given) -> {
            if (Boolean.TRUE.equals(given)) {
              texts.add(String.valueOf(item));
            }
          });
      default ->
          throw new NetworkException.InvalidParameter(
              "invalid filters: '%s' is neither a list nor an object".formatted(value));
    }
    return texts;
  }

  List<String> get(String key) {
    return values.getOrDefault(key, List.of());
  }

  /// Whether one of the values for a key fits, or there is none.
  boolean any(String key, Predicate<String> fits) {
    List<String> wanted = get(key);
    return wanted.isEmpty() || wanted.stream().anyMatch(fits);
  }

  /// Whether one of the regular expressions for a key is found in a text, or there is none.
  boolean pattern(String key, String text) {
    return any(key, pattern -> FilterPattern.found(pattern, text));
  }

  /// Whether all labels that are asked for are there: `key`, or `key=value`.
  boolean labels(Map<String, String> labels) {
    return labels(labels::get);
  }

  /// As [#labels(Map)].
  ///
  /// @param labels the value of a key, null where there is none
  boolean labels(Function<String, @Nullable String> labels) {
    return get("label").stream().allMatch(wanted -> has(labels, wanted))
        && get("label!").stream().noneMatch(unwanted -> has(labels, unwanted));
  }

  private static boolean has(Function<String, @Nullable String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    if (equals < 0) {
      return labels.apply(wanted) != null;
    }
    return wanted.substring(equals + 1).equals(labels.apply(wanted.substring(0, equals)));
  }

  /// The one value for a key that takes `true` or `false`.
  ///
  /// @throws NetworkException.InvalidParameter if it is neither, or there are several
  Optional<Boolean> flag(String key) {
    List<String> wanted = get(key);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.size() > 1) {
      throw wrong(key, wanted);
    }
    return Optional.of(
        switch (wanted.getFirst()) {
          case "1", "true", "True", "TRUE" -> true;
          case "0", "false", "False", "FALSE" -> false;
          default -> throw wrong(key, wanted);
        });
  }

  private static NetworkException wrong(String key, List<String> values) {
    return new NetworkException.InvalidParameter(
        "invalid filter '%s=[%s]'".formatted(key, String.join(" ", values)));
  }
}
