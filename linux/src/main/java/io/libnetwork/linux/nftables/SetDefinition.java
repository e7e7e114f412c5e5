package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Optional;

/// A set: a rule asks whether a packet's values are in it.
///
/// @param key the types of an element, in order
/// @param interval it takes ranges and prefixes, and overlapping ones are refused; but where the
///   key has several parts, Linux 6.1 leaves the second out and says nothing
public record SetDefinition(Table table, String name, List<ElementType> key, boolean interval)
    implements Definition {

  /// @throws IllegalArgumentException if the name is malformed, the key empty or has a verdict
  public SetDefinition {
    Spelling.identifier("set", name);
    key = Definition.checkedKey(name, key);
  }

  @Override
  public List<ElementType> data() {
    return List.of();
  }

  @Override
  public String kind() {
    return "set";
  }

  /// An element of this set.
  ///
  /// @throws IllegalArgumentException if `key` has other types than this set
  public Element element(Component... key) {
    return new Element(this, List.of(key), List.of(), Optional.empty());
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
