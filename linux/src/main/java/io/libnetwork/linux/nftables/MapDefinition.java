package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Optional;

/// A map: a rule looks up a packet's values and uses what it finds.
///
/// @param key the types of what is looked up, in order
/// @param data the types of what is found, in order; or a verdict alone, which makes it a verdict
///   map
/// @param interval the key takes ranges and prefixes, and overlapping ones are refused; but where
///   the key has several parts and both mean the same data, Linux 6.1 leaves the second out and
///   says nothing
/// @param learns how many elements rules may add to it by themselves, each for a time; 0 for a map
///   that rules only look into
public record MapDefinition(
    Table table,
    String name,
    List<ElementType> key,
    List<ElementType> data,
    boolean interval,
    int learns)
    implements Definition {

  /// @throws IllegalArgumentException if the name is malformed, the key empty or has a verdict, the
  ///   data empty or has a verdict among others, or it learns ranges or less than nothing
  public MapDefinition {
    Spelling.identifier("map", name);
    key = Definition.checkedKey(name, key);
    data = List.copyOf(data);
    if (data.isEmpty() || (data.size() > 1 && data.contains(ElementType.VERDICT))) {
      throw new IllegalArgumentException(
          "map \"%s\" with the data %s: expected one type or more, a verdict only alone"
              .formatted(name, data));
    }
    if (learns < 0 || (learns > 0 && interval)) {
      throw new IllegalArgumentException(
          "map \"%s\" learns %d elements%s: expected 0 or more, of exact values"
              .formatted(name, learns, interval ? " of ranges" : ""));
    }
  }

  @Override
  public String kind() {
    return "map";
  }

  /// An element of this map.
  ///
  /// @throws IllegalArgumentException if `key` or `data` has other types than this map
  public Element element(List<Component> key, Component... data) {
    return new Element(this, key, List.of(data), Optional.empty());
  }

  /// By name: elements are looked up by the thousand, and no two of a table have one name.
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /// As commands name it: family, table and name.
  @Override
  public String toString() {
    return table + " " + name;
  }
}
