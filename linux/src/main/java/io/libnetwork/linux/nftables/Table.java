package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Optional;

/// A table: what we own in the kernel's ruleset, by name and family.
///
/// @param owned the kernel lets only the [Nftables] that adds it change it, spares it from `nft
///   flush ruleset`, and removes it when that `Nftables` is closed or its process ends
///   (`NFT_TABLE_F_OWNER`, Linux 5.12)
public record Table(Family family, String name, boolean owned) {

  /// @throws IllegalArgumentException if `name` is not a letter followed by at most 63 letters,
  ///   digits or `_`
  public Table {
    Spelling.identifier("table", name);
  }

  /// A table that stays until it is deleted.
  public Table(Family family, String name) {
    this(family, name, false);
  }

  /// A table that the kernel names; empty where nobody here could have given it that name.
  static Optional<Table> heard(Family family, String name) {
    return Spelling.isIdentifier(name) ? Optional.of(new Table(family, name)) : Optional.empty();
  }

  /// The same table, living and dying with the [Nftables] that adds it.
  public Table asOwned() {
    return new Table(family, name, true);
  }

  /// A chain that only other chains' rules lead to.
  public Chain chain(String chain) {
    return new Chain(this, chain, Optional.empty());
  }

  /// A base chain: the kernel enters it at `hook`.
  public Chain chain(String chain, Hook hook) {
    return new Chain(this, chain, Optional.of(hook));
  }

  /// A set of exact values; several types make a concatenation.
  public SetDefinition set(String set, ElementType... key) {
    return new SetDefinition(this, set, List.of(key), false);
  }

  /// A set that also takes ranges and prefixes. For each of its changes libnftables reads all it
  /// holds: 20 ms with 4,000 elements, where an exact set takes 0.2 ms whatever it holds.
  public SetDefinition intervalSet(String set, ElementType... key) {
    return new SetDefinition(this, set, List.of(key), true);
  }

  /// A map from exact values.
  public MapDefinition map(String map, List<ElementType> key, ElementType... data) {
    return new MapDefinition(this, map, key, List.of(data), false, 0);
  }

  /// A map from exact values to which rules add by themselves what they have seen, each element for
  /// a time.
  ///
  /// @param most so many elements; what is more is not learnt
  public MapDefinition learningMap(
      String map, int most, List<ElementType> key, ElementType... data) {
    return new MapDefinition(this, map, key, List.of(data), false, most);
  }

  /// A map from values, ranges and prefixes, with the cost of [#intervalSet].
  public MapDefinition intervalMap(String map, List<ElementType> key, ElementType... data) {
    return new MapDefinition(this, map, key, List.of(data), true, 0);
  }

  /// As commands name it: family and name.
  @Override
  public String toString() {
    return family + " " + name;
  }
}
