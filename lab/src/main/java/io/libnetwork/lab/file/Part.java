package io.libnetwork.lab.file;

import io.libnetwork.NetworkException;
import io.libnetwork.lab.file.YamlValue.Mapping;
import io.libnetwork.lab.file.YamlValue.Sequence;
import io.libnetwork.lab.file.YamlValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A value of a file and the way to it. What it asks of the value and does not get is a mistake of
/// the file, and the answer is empty.
///
/// @param key where its key stands, or the value itself where it has none
record Part(Findings findings, String path, Place key, YamlValue value) {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  /// The whole of a file.
  static Part root(Findings findings, YamlValue value) {
    findings.stands("", Place.START);
    return new Part(findings, "", value.place(), value);
  }

  private Part below(String name, Place stands, Place at, YamlValue below) {
    String longer = path.isEmpty() ? name : path + "." + name;
    findings.stands(longer, stands);
    return new Part(findings, longer, at, below);
  }

  /// The same under another path, as an entry has it and not an item.
  Part at(String otherPath) {
    findings.stands(otherPath, key);
    return new Part(findings, otherPath, key, value);
  }

  /// At the value, or where one looks for a map, at its key.
  void mistake(String message) {
    findings.add(nothing() || map() ? key : value.place(), path, message);
  }

  private void expected(String what) {
    findings.add(
        nothing() ? key : value.place(),
        path,
        "expected %s, found %s".formatted(what, value.kind()));
  }

  /// Counts it among the file's objects.
  void count() {
    findings.count(key, path);
  }

  boolean nothing() {
    return value instanceof Text text && text.nothing();
  }

  boolean map() {
    return value instanceof Mapping;
  }

  boolean list() {
    return value instanceof Sequence;
  }

  /// Its entries, which have no keys but these. Nothing at all is a map without entries.
  Optional<Fields> fields(Keys keys) {
    Optional<Map<String, Part>> parts = parts();
    parts.ifPresent(found ->
        found.forEach((name, part) -> {
          if (!keys.names().contains(name) && !keys.passedOver(name)) {
            part.findings.add(
                part.key(),
                part.path,
                "unknown key %s of %s%s"
                    .formatted(Quoted.of(name), keys.what(), findings.hint(name, keys.names())));
          } else if (keys.passedOver(name)) {
            part.faults(part.value);
          }
        }));
    return parts.map(found -> new Fields(this, found));
  }

  /// Its entries, by keys that the file chooses. Nothing at all is a map without entries.
  Map<String, Part> entries() {
    return parts().orElse(Map.of());
  }

  private Optional<Map<String, Part>> parts() {
    if (nothing()) {
      return Optional.of(Map.of());
    }
    if (!(value instanceof Mapping mapping)) {
      expected("a map");
      return Optional.empty();
    }
    faults(mapping);
    Map<String, Part> parts = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          parts.put(name, below(name, entry.place(), entry.key(), entry.value()));
        });
    return Optional.of(parts);
  }

  private void faults(Mapping mapping) {
    mapping.faults().forEach(fault -> findings.add(fault.place(), path, fault.message()));
  }

  /// What is wrong with the maps in a value that nobody reads.
  private void faults(YamlValue below) {
    switch (below) {
      case Mapping mapping -> {
        faults(mapping);
        mapping.entries().values().forEach(entry -> faults(entry.value()));
      }
      case Sequence list -> list.items().forEach(this::faults);
      case Text _ -> {}
    }
  }

  /// Its items; a text is a list of itself, and nothing at all one without items.
  List<Part> items() {
    return switch (value) {
      case Sequence list -> items(list);
      case Text text when text.nothing() -> List.of();
      case Text _ -> List.of(this);
      case Mapping _ -> {
        expected("a list");
        yield List.of();
      }
    };
  }

  private List<Part> items(Sequence list) {
    List<Part> parts = new ArrayList<>();
    for (YamlValue item : list.items()) {
      parts.add(below(Integer.toString(parts.size()), item.place(), item.place(), item));
    }
    return parts;
  }

  /// Its text as it is written: `80` and `true` are texts too.
  Optional<String> text() {
    if (value instanceof Text text && !text.nothing()) {
      return Optional.of(text.text());
    }
    expected("a text");
    return Optional.empty();
  }

  /// What its text says.
  ///
  /// @param parse refuses by [NetworkException] or [IllegalArgumentException]
  <T> Optional<T> parsed(Function<String, T> parse) {
    return text().flatMap(text -> made(() -> parse.apply(text)));
  }

  /// What can be made, or a mistake in the words of who refuses it.
  <T> Optional<T> made(Supplier<T> making) {
    try {
      return Optional.of(making.get());
    } catch (NetworkException.InvalidParameter | IllegalArgumentException refused) {
      mistake(String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  Optional<Boolean> truth() {
    if (value instanceof Text text && text.style() == Text.Style.PLAIN) {
      switch (text.text()) {
        case "true", "True", "TRUE" -> {
          return Optional.of(true);
        }
        case "false", "False", "FALSE" -> {
          return Optional.of(false);
        }
        default -> {}
      }
    }
    expected("true or false");
    return Optional.empty();
  }

  /// A whole number within bounds, both included.
  Optional<Long> whole(long least, long most) {
    if (!(value instanceof Text text)
        || text.style() != Text.Style.PLAIN
        || !WHOLE.matcher(text.text()).matches()) {
      expected("a number from %d to %d".formatted(least, most));
      return Optional.empty();
    }
    long number = Long.parseLong(text.text());
    if (number < least || number > most) {
      expected("a number from %d to %d".formatted(least, most));
      return Optional.empty();
    }
    return Optional.of(number);
  }
}
