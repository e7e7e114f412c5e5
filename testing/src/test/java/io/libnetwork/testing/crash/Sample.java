package io.libnetwork.testing.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which points of an operation are visited: all of them where everything is asked for
/// (`-Dtests.long=true`), otherwise every n-th (`-Dcrash.every`), in each run others, and the first
/// of each kind of step.
///
/// Where the first of them is depends on a number at random, which is printed; `-Dcrash.seed`
/// repeats a choice. What was chosen once for an operation is chosen again when it is tried again.
final class Sample {

  /// Whether everything is asked for.
  static final boolean ALL = Boolean.getBoolean("tests.long");

  private static final int EVERY = Integer.getInteger("crash.every", 20);
  private static final int SEED = Integer.getInteger("crash.seed", new Random().nextInt(1_000));

  /// Whose names are told from one another by their first words.
  private static final int WORDS_OF_A_KIND = 3;

  private final Set<String> kinds = ConcurrentHashMap.newKeySet();
  private final Map<String, List<Point>> chosen = new ConcurrentHashMap<>();

  /// The points to visit, in their order, and one at least.
  ///
  /// @param operation whose points they are
  /// @param points all there are
  List<Point> of(String operation, List<Point> points) {
    return ALL ? points : chosen.computeIfAbsent(operation, _ -> choose(operation, points));
  }

  private List<Point> choose(String operation, List<Point> points) {
    int every = Math.min(EVERY, Math.max(1, points.size()));
    int first = Math.floorMod(operation.hashCode() + SEED, every);
    List<Point> some = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      boolean unseen = kinds.add(kind(points.get(i)));
      if (unseen || i % every == first) {
        some.add(points.get(i));
      }
    }
    return List.copyOf(some);
  }

  /// As in `before netlink: add link`: the names and numbers of objects come behind that.
  private static String kind(Point point) {
    String[] words = point.step().split(" ", WORDS_OF_A_KIND + 1);
    return point.done()
        + " "
        + String.join(" ", List.of(words).subList(0, Math.min(words.length, WORDS_OF_A_KIND)));
  }

  /// How to choose the same again.
  @Override
  public String toString() {
    return ALL ? "all" : "every %d-th, -Dcrash.seed=%d".formatted(EVERY, SEED);
  }
}
