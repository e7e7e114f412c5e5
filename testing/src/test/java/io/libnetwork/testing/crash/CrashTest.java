package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation is interrupted by `SIGKILL` at every point it passes.
///
/// A recorded run says which points there are. For each of them, on a host of its own, another
/// process prepares what is there before, performs the operation and kills itself at the point.
/// What a controller that is opened then makes of it must be what was before, or what is after an
/// operation that nobody interrupted: the same objects, and line for line the same kernel. If the
/// operation had been acknowledged, it must be the latter.
///
/// Where not all are asked for (`-Dtests.long=true`), a [Sample] of the points of each operation is
/// visited. `-Dcrash.point` visits those whose text contains it.
///
/// What is done behind the call depends on time: a process may not come to a point that the
/// recorded one has passed. Then another has its turn, and another. Where none of them comes there,
/// the point is counted as missed, and hardly any may be.
class CrashTest {

  private static final String ONLY = System.getProperty("crash.point", "");
  private static final int ANOTHER_PROCESS_EVERY = 10;
  private static final String RESTORING = "restoring after ";
  private static final int AT_ONCE = 2;
  private static final int LEAST_PAIRS = 200;
  private static final int ATTEMPTS = 3;

  /// One of so many may be missed.
  private static final int MISSED_OF = 50;

  private static final int RESTORED = 5;
  private static final int OPERATIONS = Trial.values().length + RESTORED;

  private static final Sample SAMPLE = new Sample();
  private static final Map<Trial, Recording> RECORDINGS = new ConcurrentHashMap<>();

  /// How many pairs each operation has, and how many of them were run.
  private static final Map<String, Integer> PAIRS = new ConcurrentHashMap<>();

  private static final Map<String, Integer> RUN = new ConcurrentHashMap<>();
  private static final Set<String> MISSED = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
    Nftables.prepare();
  }

  @AfterAll
  static void count() {
    int pairs = sum(PAIRS);
    System.out.printf(
        "crash: %d pairs of an operation and a point, %d of them run, %d of these missed (%s)%n",
        pairs, sum(RUN), MISSED.size(), SAMPLE);
    assertThat(MISSED).as("missed points").hasSizeLessThanOrEqualTo(1 + sum(RUN) / MISSED_OF);
    if (ONLY.isEmpty() && PAIRS.size() == OPERATIONS) {
      assertThat(pairs).as("pairs").isGreaterThan(LEAST_PAIRS);
    }
    if (ONLY.isEmpty() && Sample.ALL) {
      assertThat(RUN).as("what was run").isEqualTo(PAIRS);
    }
  }

  private static int sum(Map<String, Integer> numbers) {
    return numbers.values().stream().mapToInt(Integer::intValue).sum();
  }

  @ParameterizedTest
  @EnumSource
  void isDoneOrNotDone(Trial trial) throws InterruptedException {
    Recording recording = recording(trial);
    List<Point> all = recording.points();
    killAt(
        trial.name(),
        all,
        point -> run(trial, recording, point, all.indexOf(point) % ANOTHER_PROCESS_EVERY == 0));
  }

  /// The process is killed in the middle of an operation, and the next one while it puts that
  /// right.
  @ParameterizedTest
  @EnumSource(names = {"CREATE_FIRST_NETWORK", "ATTACH", "JOIN", "DELETE_SANDBOX", "PUBLISH"})
  void isRestoredByTheThirdProcess(Trial trial) throws InterruptedException {
    Recording recording = recording(trial);
    Point middle = recording.points().get(recording.points().size() / 2);
    killAt(
        RESTORING + trial,
        Recording.restoring(host -> kill(host, trial.name(), middle)),
        point -> runTwice(trial, recording, middle, point));
  }

  private static Recording recording(Trial trial) {
    return RECORDINGS.computeIfAbsent(trial, Recording::of);
  }

  private interface Run {
    /// Answers whether the process came to the point.
    boolean at(Point point);
  }

  private static void killAt(String what, List<Point> all, Run run) throws InterruptedException {
    List<Point> points = chosen(what, all);
    PAIRS.put(what, all.size());
    RUN.put(what, points.size());
    List<Callable<Void>> runs = new ArrayList<>();
    for (Point point : points) {
      runs.add(() -> {
        boolean came = false;
        for (int attempt = 0; attempt < ATTEMPTS && !came; attempt++) {
          came = run.at(point);
        }
        if (!came) {
          MISSED.add(what + ": " + point);
        }
        return null;
      });
    }
    List<String> failures = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Void>> ended = two.invokeAll(runs);
      for (int i = 0; i < points.size(); i++) {
        try {
          ended.get(i).get();
        } catch (ExecutionException failed) {
          failures.add("killed " + points.get(i) + ": " + failed.getCause());
        }
      }
    }
    assertThat(failures)
        .as("%d of %d points of %s", failures.size(), points.size(), what)
        .isEmpty();
  }

  private static List<Point> chosen(String what, List<Point> points) {
    return ONLY.isEmpty()
        ? SAMPLE.of(what, points)
        : points.stream().filter(point -> point.toString().contains(ONLY)).toList();
  }

  private static boolean run(Trial trial, Recording recording, Point point, boolean elsewhere) {
    try (TestHost host = WiredHost.create()) {
      Aftermath aftermath = new Aftermath(host);
      Outcome outcome = kill(host, trial.name(), point);
      if (elsewhere) {
        aftermath.lookFromAnotherProcess(recording, outcome.acknowledged());
      }
      Optional<Trial> again = Optional.of(trial).filter(it -> it != Trial.CLOSE_WITH_EPHEMERALS);
      aftermath.restoreAndRemove(recording, outcome.acknowledged(), again);
      return outcome.came();
    }
  }

  private static boolean runTwice(Trial trial, Recording recording, Point first, Point second) {
    try (TestHost host = WiredHost.create()) {
      Aftermath aftermath = new Aftermath(host);
      Outcome killed = kill(host, trial.name(), first);
      Outcome restoring = kill(host, CrashingProcess.RESTORE, second);
      aftermath.restoreAndRemove(recording, killed.acknowledged(), Optional.of(trial));
      return killed.came() && restoring.came();
    }
  }

  /// How a process ended.
  ///
  /// @param came it was killed at its point
  /// @param acknowledged the operation had been acknowledged
  private record Outcome(boolean came, boolean acknowledged) {}

  private static Outcome kill(TestHost host, String what, Point point) {
    try (Child child = Child.start(host, what, Optional.of(point))) {
      int status = child.end();
      assertThat(status)
          .as(() -> "ended by itself: " + child.complaints())
          .isIn(Child.KILLED, CrashingProcess.STRAYED);
      return new Outcome(
          status == Child.KILLED, child.said().contains(CrashingProcess.ACKNOWLEDGED));
    }
  }
}
