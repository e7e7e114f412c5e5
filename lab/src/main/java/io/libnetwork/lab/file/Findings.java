package io.libnetwork.lab.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is found while a file is read: its mistakes, and where its parts stand.
final class Findings {

  /// After so many mistakes nothing more is read.
  static final int MOST = 1_000;

  /// Of networks, sandboxes, endpoints, services, backends and ports in all.
  static final int MOST_OBJECTS = 10_000;

  /// To look for the nearest name costs the more the more names there are.
  private static final int MOST_HINTS = 50;

  private final Map<Key, Mistake> mistakes = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final List<String> lines;
  private int objects;

  /// By which a mistake is told once, however often an alias repeats it.
  private record Key(Place place, String message) {}

  /// @param text the file's
  Findings(String text) {
    this.lines = text.lines().toList();
  }

  /// A line of the file, counted from 1; empty behind the last.
  String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }

  /// @throws Unreadable when there are too many
  void add(Place place, String path, String message) {
    String line = Quoted.line(message);
    mistakes.putIfAbsent(new Key(place, line), new Mistake(place, path, line));
    if (mistakes.size() == MOST) {
      throw new Unreadable(place, path, "nothing behind this is read: too many mistakes");
    }
  }

  /// The mistake that ended reading.
  void addLast(Mistake mistake) {
    mistakes.putIfAbsent(new Key(mistake.place(), mistake.message()), mistake);
  }

  /// A mistake of what a path leads to.
  void add(String path, String message) {
    add(place(path).orElse(Place.START), path, message);
  }

  /// The end of a message on a name that is none of those that are known.
  String hint(String name, Collection<String> known) {
    return mistakes.size() < MOST_HINTS ? Nearest.hint(name, known) : "";
  }

  void stands(String path, Place place) {
    places.putIfAbsent(path, place);
  }

  /// Where something stands, or the nearest that it is a part of.
  Optional<Place> place(String path) {
    return near(places, path);
  }

  static Optional<Place> near(Map<String, Place> places, String path) {
    String at = path;
    while (!at.isEmpty() && !places.containsKey(at)) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
    }
    return Optional.ofNullable(places.get(at));
  }

  /// Counts one more object.
  ///
  /// @throws Unreadable when there are too many
  void count(Place place, String path) {
    objects++;
    if (objects > MOST_OBJECTS) {
      throw new Unreadable(
          place,
          path,
          "more than %d networks, sandboxes, endpoints, services, backends and ports: expected fewer"
              .formatted(MOST_OBJECTS));
    }
  }

  Map<String, Place> places() {
    return Map.copyOf(places);
  }

  /// In the file's order.
  List<Mistake> mistakes() {
    return mistakes.values().stream().sorted(Comparator.comparing(Mistake::place)).toList();
  }
}
