package io.libnetwork.lab.file;

import java.util.Comparator;

/// Where something stands in a file.
///
/// @param line the first is 1
/// @param column in characters (a tab is one), the first is 1
public record Place(int line, int column) implements Comparable<Place> {

  /// Where a file begins.
  public static final Place START = new Place(1, 1);

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /// As in `12:14`.
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
