package io.libnetwork.ipam;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values by disjoint prefixes of one family, with a quick answer to "where is room?".
///
/// A binary tree over the bits of an address. Each node remembers the largest block that is free
/// below it, so that a search turns away from what is full: finding, putting, removing and the
/// first free block take as many steps as a prefix has bits, however many prefixes there are.
///
/// Not safe for concurrent use.
final class PrefixTree<V> {

  /// The [Node#free] of a node in which nothing is: longer than every prefix.
  private static final int NOTHING = Integer.MAX_VALUE;

  private @Nullable Node<V> root;

  private static final class Node<V> {
    private final @Nullable V value;
    private @Nullable Node<V> zero;
    private @Nullable Node<V> one;

    /// The length of the shortest prefix below this node that is free as a whole.
    private int free = NOTHING;

    Node(@Nullable V value) {
      this.value = value;
    }

    @Nullable Node<V> child(boolean bit) {
      return bit ? one : zero;
    }

    /// Hangs `child` in, where this node stands `depth` bits below the root.
    void hang(boolean bit, @Nullable Node<V> child, int depth) {
      if (bit) {
        one = child;
      } else {
        zero = child;
      }
      free = Math.min(freeOf(zero, depth + 1), freeOf(one, depth + 1));
    }

    private static int freeOf(@Nullable Node<?> child, int depth) {
      return child == null ? depth : child.free;
    }
  }

  /// Puts a value at a prefix. Where a prefix that contains it has a value already, nothing
  /// changes; values inside it are dropped.
  void put(IpPrefix prefix, V value) {
    root = put(root, prefix, 0, value);
  }

  private Node<V> put(@Nullable Node<V> node, IpPrefix prefix, int depth, V value) {
    if (node != null && node.value != null) {
      return node;
    }
    if (depth == prefix.length()) {
      return new Node<>(value);
    }
    Node<V> inner = node == null ? new Node<>(null) : node;
    boolean bit = bit(prefix, depth);
    inner.hang(bit, put(inner.child(bit), prefix, depth + 1, value), depth);
    return inner;
  }

  /// Drops what is at a prefix or inside it.
  void remove(IpPrefix prefix) {
    root = remove(root, prefix, 0);
  }

  private @Nullable Node<V> remove(@Nullable Node<V> node, IpPrefix prefix, int depth) {
    if (node == null || depth == prefix.length()) {
      return null;
    }
    if (node.value != null) {
      return node;
    }
    boolean bit = bit(prefix, depth);
    node.hang(bit, remove(node.child(bit), prefix, depth + 1), depth);
    return node.zero == null && node.one == null ? null : node;
  }

  /// All values, in the order of their addresses.
  List<V> all() {
    List<V> found = new ArrayList<>();
    collect(root, found, Integer.MAX_VALUE);
    return found;
  }

  /// The values of prefixes that overlap this one, in the order of their addresses.
  ///
  /// @param limit how many at most
  List<V> overlapping(IpPrefix prefix, int limit) {
    List<V> found = new ArrayList<>();
    collect(below(prefix), found, limit);
    return found;
  }

  private void collect(@Nullable Node<V> node, List<V> found, int limit) {
    if (node == null || found.size() == limit) {
      return;
    }
    if (node.value != null) {
      found.add(node.value);
    }
    collect(node.zero, found, limit);
    collect(node.one, found, limit);
  }

  /// The first prefix of `length` in `within` that overlaps neither a prefix of this tree nor one
  /// of `blocked`.
  Optional<IpPrefix> firstFree(IpPrefix within, int length, PrefixTree<?> blocked) {
    return firstFree(below(within), blocked.below(within), within, length);
  }

  /// A subtree without a large enough block is not entered. So the search strays only where the two
  /// trees have room in unlike places, which takes a prefix of both: its cost grows with the
  /// smaller.
  private static Optional<IpPrefix> firstFree(
      @Nullable Node<?> taken, @Nullable Node<?> blocked, IpPrefix at, int length) {
    if ((taken != null && taken.free > length) || (blocked != null && blocked.free > length)) {
      return Optional.empty();
    }
    if (taken == null && blocked == null) {
      return Optional.of(at.subnet(length, UInt128.ZERO));
    }
    return firstFreeInHalf(taken, blocked, at, length, false)
        .or(() -> firstFreeInHalf(taken, blocked, at, length, true));
  }

  private static Optional<IpPrefix> firstFreeInHalf(
      @Nullable Node<?> taken, @Nullable Node<?> blocked, IpPrefix at, int length, boolean upper) {
    IpPrefix half = at.subnet(at.length() + 1, upper ? UInt128.ONE : UInt128.ZERO);
    Node<?> takenHalf = taken == null ? null : taken.child(upper);
    Node<?> blockedHalf = blocked == null ? null : blocked.child(upper);
    return firstFree(takenHalf, blockedHalf, half, length);
  }

  /// The node at `prefix`, or the value above it that contains it, or null where nothing overlaps
  /// it.
  private @Nullable Node<V> below(IpPrefix prefix) {
    Node<V> node = root;
    for (int depth = 0; depth < prefix.length() && node != null && node.value == null; depth++) {
      node = node.child(bit(prefix, depth));
    }
    return node;
  }

  private static boolean bit(IpPrefix prefix, int depth) {
    IpAddress network = prefix.network();
    UInt128 bits = network.value();
    int place = network.family().bits() - 1 - depth;
    return ((place < Long.SIZE ? bits.low() >>> place : bits.high() >>> (place - Long.SIZE)) & 1)
        != 0;
  }
}
