package io.libnetwork.lab.file;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What somebody may have meant who wrote a name that is none.
final class Nearest {

  private static final int FARTHEST = 2;
  private static final int LISTED = 20;

  private Nearest() {}

  /// The end of a message: the nearest of what is known, or all of it.
  static String hint(String wrong, Collection<String> known) {
    return find(wrong, known)
        .map(near -> ": did you mean %s?".formatted(Quoted.of(near)))
        .orElseGet(() -> listed(known));
  }

  /// What differs by two letters at most, and by no more than a third of them.
  static Optional<String> find(String wrong, Collection<String> known) {
    String lower = wrong.toLowerCase(Locale.ROOT);
    int most = Math.min(wrong.length() / 3, FARTHEST);
    return known.stream()
        .map(name -> new Candidate(name, distance(lower, name.toLowerCase(Locale.ROOT), most)))
        .filter(candidate -> candidate.distance() <= most)
        .min(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::name);
  }

  private record Candidate(String name, int distance) {}

  private static String listed(Collection<String> known) {
    if (known.isEmpty()) {
      return ": there is none";
    }
    String names = known.stream().limit(LISTED).collect(Collectors.joining(", "));
    int left = known.size() - LISTED;
    return ": expected one of " + names + (left > 0 ? " and %d more".formatted(left) : "");
  }

  /// Letters to be added, taken away, changed, or exchanged with the next (the distance of optimal
  /// string alignment), or more than `most`.
  static int distance(String from, String to, int most) {
    if (Math.abs(from.length() - to.length()) > most) {
      return most + 1;
    }
    int[] above = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int[] next = next(from, to, i, row, above);
      if (Arrays.stream(next).min().orElse(0) > most) {
        return most + 1;
      }
      above = row;
      row = next;
    }
    return row[to.length()];
  }

  /// The row of one more letter, of those of the two letters before it.
  private static int[] next(String from, String to, int i, int[] row, int[] above) {
    int[] next = new int[row.length];
    next[0] = i;
    for (int j = 1; j < row.length; j++) {
      int changed = row[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
      next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
      if (exchanged(from, to, i, j)) {
        next[j] = Math.min(next[j], 1 + above[j - 2]);
      }
    }
    return next;
  }

  private static boolean exchanged(String from, String to, int i, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
