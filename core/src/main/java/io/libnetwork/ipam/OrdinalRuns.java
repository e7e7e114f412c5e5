package io.libnetwork.ipam;

import io.libnetwork.address.UInt128;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A set of numbers of 128 bits, kept as the runs of numbers that follow each other.
///
/// Why runs and not a bitmap: a pool may have 2^128 addresses, and most pools are filled from their
/// beginning. Then there are a handful of runs however many addresses are in use, an empty pool
/// costs nothing whatever its size, and addresses chosen at random cost one entry each rather than
/// a path of bitmap pages. The worst case, every second address of a /16, is 32,768 entries. Each
/// operation is two or three look-ups in a sorted map: logarithmic in the runs, and no recursion.
///
/// Runs never touch each other: the number after a run's last is not in the set.
///
/// Not safe for concurrent use.
final class OrdinalRuns {

  private final TreeMap<UInt128, Run> runs = new TreeMap<>();

  private static final class Run {
    private UInt128 last;

    Run(UInt128 last) {
      this.last = last;
    }
  }

  /// Has the numbers of another set, in place of its own.
  void become(OrdinalRuns other) {
    runs.clear();
    other.runs.forEach((first, run) -> runs.put(first, new Run(run.last)));
  }

  boolean contains(UInt128 ordinal) {
    return around(ordinal) != null;
  }

  /// Adds a number; answers whether it was not there.
  boolean add(UInt128 ordinal) {
    Map.Entry<UInt128, Run> before = runs.floorEntry(ordinal);
    if (before != null && reaches(before, ordinal)) {
      return false;
    }
    // Beyond the last number of all there is no run, nor is there one before 0.
    Run after = ordinal.equals(UInt128.MAX) ? null : runs.remove(ordinal.plus(UInt128.ONE));
    UInt128 last = after == null ? ordinal : after.last;
    if (before != null && before.getValue().last.plus(UInt128.ONE).equals(ordinal)) {
      before.getValue().last = last;
    } else if (after == null) {
      runs.put(ordinal, new Run(last));
    } else {
      runs.put(ordinal, after);
    }
    return true;
  }

  /// Removes a number; answers whether it was there.
  boolean remove(UInt128 ordinal) {
    Map.Entry<UInt128, Run> around = around(ordinal);
    if (around == null) {
      return false;
    }
    UInt128 first = around.getKey();
    Run run = around.getValue();
    UInt128 last = run.last;
    if (first.equals(ordinal)) {
      runs.remove(first);
    } else {
      run.last = ordinal.minus(UInt128.ONE);
    }
    if (!last.equals(ordinal)) {
      runs.put(ordinal.plus(UInt128.ONE), new Run(last));
    }
    return true;
  }

  /// The smallest number of `from` to `to`, both included, that is not in the set.
  Optional<UInt128> firstClear(UInt128 from, UInt128 to) {
    if (from.compareTo(to) > 0) {
      return Optional.empty();
    }
    Map.Entry<UInt128, Run> around = around(from);
    if (around == null) {
      return Optional.of(from);
    }
    UInt128 last = around.getValue().last;
    return last.compareTo(to) >= 0 ? Optional.empty() : Optional.of(last.plus(UInt128.ONE));
  }

  /// How many numbers of `from` to `to`, both included, are in the set; takes as many steps as
  /// there are runs between them. The count of all 2^128 numbers is answered as [UInt128#MAX].
  UInt128 count(UInt128 from, UInt128 to) {
    if (from.compareTo(to) > 0) {
      return UInt128.ZERO;
    }
    UInt128 start = runs.floorKey(from);
    UInt128 count = UInt128.ZERO;
    for (var run : runs.subMap(start == null ? from : start, true, to, true).entrySet()) {
      UInt128 first = max(run.getKey(), from);
      UInt128 last = min(run.getValue().last, to);
      if (first.compareTo(last) <= 0) {
        count = count.plusSaturating(last.minus(first).plusSaturating(UInt128.ONE));
      }
    }
    return count;
  }

  /// How many runs there are: what the set costs.
  int runs() {
    return runs.size();
  }

  private Map.@Nullable Entry<UInt128, Run> around(UInt128 ordinal) {
    Map.Entry<UInt128, Run> before = runs.floorEntry(ordinal);
    return before != null && reaches(before, ordinal) ? before : null;
  }

  private static boolean reaches(Map.Entry<UInt128, Run> run, UInt128 ordinal) {
    return run.getValue().last.compareTo(ordinal) >= 0;
  }

  private static UInt128 max(UInt128 a, UInt128 b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static UInt128 min(UInt128 a, UInt128 b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
