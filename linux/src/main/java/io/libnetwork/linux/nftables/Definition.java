package io.libnetwork.linux.nftables;

import java.util.List;

/// What elements live in: a set or a map. The two share one space of names in their table.
public sealed interface Definition extends Rule.Argument permits SetDefinition, MapDefinition {

  Table table();

  String name();

  /// The types whose concatenation is the key; at least one.
  List<ElementType> key();

  /// The types whose concatenation is a map's data; empty for a set.
  List<ElementType> data();

  /// Ranges and prefixes are taken, too.
  boolean interval();

  /// How many elements rules may add by themselves, each for a time; 0 where they only look.
  default int learns() {
    return 0;
  }

  /// `set` or `map`, as commands have it.
  String kind();

  @Override
  default String reference() {
    return "@" + name();
  }

  /// A concatenation as a ruleset has it.
  static String concatenation(List<?> parts) {
    if (parts.size() == 1) {
      return parts.getFirst().toString();
    }
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(text.isEmpty() ? "" : " . ").append(part);
    }
    return text.toString();
  }

  /// Checks a definition's key.
  static List<ElementType> checkedKey(String name, List<ElementType> key) {
    if (key.isEmpty() || key.contains(ElementType.VERDICT)) {
      throw new IllegalArgumentException(
          "\"%s\" with the key %s: expected one type or more, none of them a verdict"
              .formatted(name, key));
    }
    return List.copyOf(key);
  }
}
