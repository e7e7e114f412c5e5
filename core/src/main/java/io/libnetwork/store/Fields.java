package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a record holds: values by name, in the order in which they were named.
///
/// ```java
/// Fields network = Fields.builder().text("name", "web").whole("mtu", 1500).build();
/// ```
///
/// What is asked for by a getter must be there and of that kind; what may be missing is asked for
/// by [#find]. The order of names does not count where two are compared.
///
/// @param values by their names, of 1 to 256 characters
public record Fields(Map<String, StateValue> values) implements StateValue {

  /// The longest name, in characters.
  public static final int MAX_NAME_LENGTH = 256;

  /// No values.
  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    values.keySet().forEach(Fields::requireName);
    StateValue.requireShallow(values.values());
  }

  /// Begins with no values.
  public static Builder builder() {
    return new Builder();
  }

  /// The value of this name; empty where there is none.
  public Optional<StateValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The text of this name.
  ///
  /// @throws NetworkException.InvalidParameter if there is none, or something else; so do the other
  ///   getters
  public String text(String name) {
    return get(name, "text", v -> v instanceof Text(String t) ? Optional.of(t) : Optional.empty());
  }

  /// The whole number of this name.
  public long whole(String name) {
    return get(
        name, "whole number", v -> v instanceof Whole(long n) ? Optional.of(n) : Optional.empty());
  }

  /// The flag of this name.
  public boolean flag(String name) {
    return get(name, "flag", v -> v instanceof Flag(boolean b) ? Optional.of(b) : Optional.empty());
  }

  /// The fields of this name.
  public Fields fields(String name) {
    return get(name, "fields", v -> v instanceof Fields f ? Optional.of(f) : Optional.empty());
  }

  /// The list of this name.
  public List<StateValue> items(String name) {
    return get(
        name,
        "list",
        v -> v instanceof Items(List<StateValue> i) ? Optional.of(i) : Optional.empty());
  }

  /// The list of texts of this name.
  public List<String> texts(String name) {
    return items(name).stream()
        .map(item -> {
          if (item instanceof Text(String text)) {
            return text;
          }
          throw new NetworkException.InvalidParameter(
              "list '%s' holds a %s, expected texts only".formatted(name, item.description()));
        })
        .toList();
  }

  @Override
  public String description() {
    return "fields";
  }

  @Override
  public int depth() {
    return 1 + StateValue.deepest(values.values());
  }

  private static void requireName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new NetworkException.InvalidParameter(
          "the name of a field has %d characters, expected 1 to %d"
              .formatted(name.length(), MAX_NAME_LENGTH));
    }
    StateValue.requireUnicode(name);
  }

  private <T> T get(String name, String expected, Function<StateValue, Optional<T>> as) {
    StateValue value =
        find(name)
            .orElseThrow(() ->
                new NetworkException.InvalidParameter(
                    "there is no field '%s' (a %s), only %s"
                        .formatted(name, expected, values.keySet())));
    return as.apply(value)
        .orElseThrow(() ->
            new NetworkException.InvalidParameter(
                "field '%s' is a %s, expected a %s"
                    .formatted(name, value.description(), expected)));
  }

  /// Names values one after the other.
  public static final class Builder {

    private final Map<String, StateValue> values = new LinkedHashMap<>();

    private Builder() {}

    /// Names a text.
    public Builder text(String name, String value) {
      return value(name, new Text(value));
    }

    /// Names a whole number.
    public Builder whole(String name, long value) {
      return value(name, new Whole(value));
    }

    /// Names a flag.
    public Builder flag(String name, boolean value) {
      return value(name, new Flag(value));
    }

    /// Names a list of texts.
    public Builder texts(String name, Collection<String> texts) {
      return value(name, new Items(texts.stream().<StateValue>map(Text::new).toList()));
    }

    /// Names a list.
    public Builder items(String name, Collection<? extends StateValue> items) {
      return value(name, new Items(List.copyOf(items)));
    }

    /// Names any value.
    ///
    /// @throws NetworkException.InvalidParameter if there is one of this name
    public Builder value(String name, StateValue value) {
      if (values.putIfAbsent(name, value) != null) {
        throw new NetworkException.InvalidParameter(
            "field '%s' is named twice in one record".formatted(name));
      }
      return this;
    }

    /// The values named so far.
    public Fields build() {
      return new Fields(values);
    }
  }
}
