package io.libnetwork;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// The objects of one kind that exist, each once, by id and by name; names are unique.
///
/// A leaf: no call leaves it. Reading takes no lock. A name or id is claimed before the object is
/// made, so that of two who want it one is refused at once and nothing has to be undone for it.
///
/// @param <I> the id
/// @param <T> the object
final class Registry<I extends Comparable<I>, T> {

  private final String kind;
  private final Map<String, I> names = new ConcurrentHashMap<>();
  private final Map<I, Entry<T>> objects = new ConcurrentSkipListMap<>();
  private final Map<I, String> claims = new ConcurrentHashMap<>();
  private final AtomicLong added = new AtomicLong();

  /// An object and when it was added, counted from the first.
  private record Entry<T>(long order, T object) {}

  /// @param kind what the objects are, for messages
  Registry(String kind) {
    this.kind = kind;
  }

  /// Claims a name and an id for an object that is about to be made.
  ///
  /// @throws NetworkException.Conflict when either is taken
  void claim(I id, String name) {
    if (claims.putIfAbsent(id, name) != null) {
      throw new NetworkException.Conflict(kind + " with id " + id + " exists already");
    }
    I holder = names.putIfAbsent(name, id);
    if (holder != null) {
      claims.remove(id);
      throw new NetworkException.Conflict(
          kind + " " + name + " exists already: its id is " + holder);
    }
  }

  /// Claims all that is claimed in another one.
  void claimAllOf(Registry<I, ?> other) {
    claims.putAll(other.claims);
    names.putAll(other.names);
  }

  /// Makes an object visible whose name and id were claimed.
  void add(I id, T object) {
    objects.put(id, new Entry<>(added.getAndIncrement(), object));
  }

  /// Takes an object, or a claim that came to nothing, away. What is already gone is a success.
  void remove(I id) {
    objects.remove(id);
    String name = claims.remove(id);
    if (name != null) {
      names.remove(name, id);
    }
  }

  /// Whether an object has the id, or is about to be made with it.
  boolean claimed(I id) {
    return claims.containsKey(id);
  }

  Optional<T> byId(I id) {
    return Optional.ofNullable(objects.get(id)).map(Entry::object);
  }

  Optional<T> byName(String name) {
    return Optional.ofNullable(names.get(name)).flatMap(this::byId);
  }

  /// Every object, in the order of ids.
  List<T> all() {
    return objects.values().stream().map(Entry::object).toList();
  }

  /// Every object, the first that was added first.
  List<T> inOrderOfAdding() {
    return objects.values().stream()
        .sorted(Comparator.comparingLong(Entry::order))
        .map(Entry::object)
        .toList();
  }
}
