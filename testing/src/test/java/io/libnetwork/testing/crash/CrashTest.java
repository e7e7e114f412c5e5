package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
/// Where not all are asked for (`-Dtests.long=true`), each operation is interrupted at its first
/// point, at its last, and at some between. `-Dcrash.point` names one.
class CrashTest {

  private static final boolean ALL = Boolean.getBoolean("tests.long");
  private static final String ONLY = System.getProperty("crash.point", "");
  private static final int EVERY = Integer.getInteger("crash.every", 8);
  private static final int SAMPLE = 10;
  private static final int AT_ONCE = 2;
  private static final int LEAST_PAIRS = 200;

  private static final AtomicInteger PAIRS = new AtomicInteger();
  private static final AtomicInteger RUN = new AtomicInteger();

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(Boolean.getBoolean("tests.long"), "takes long: sudo ./verify --long");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
    Nftables.prepare();
  }

  @AfterAll
  static void count() {
    System.out.printf(
        "crash: %d pairs of an operation and a point, %d of them run%n", PAIRS.get(), RUN.get());
    if (ALL) {
      assertThat(PAIRS.get()).as("pairs").isGreaterThan(LEAST_PAIRS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isDoneOrNotDone(Trial trial) throws InterruptedException {
    Recording recording = Recording.of(trial);
    List<Point> all = recording.points();
    killAt(
        trial.name(), all, point -> run(trial, recording, point, all.indexOf(point) % SAMPLE == 0));
  }

  /// The process is killed in the middle of an operation, and the next one while it puts that
  /// right.
  @ParameterizedTest
  @EnumSource(names = {"CREATE_FIRST_NETWORK", "ATTACH", "JOIN", "DELETE_SANDBOX", "PUBLISH"})
  void isRestoredByTheThirdProcess(Trial trial) throws InterruptedException {
    Recording recording = Recording.of(trial);
    Point middle = recording.points().get(recording.points().size() / 2);
    killAt(
        "restoring after " + trial,
        Recording.restoring(host -> kill(host, trial, middle)),
        point -> runTwice(trial, recording, middle, point));
  }

  private interface Run {
    void at(Point point);
  }

  private static void killAt(String what, List<Point> all, Run run) throws InterruptedException {
    PAIRS.addAndGet(all.size());
    List<Point> points = chosen(all);
    RUN.addAndGet(points.size());
    List<Callable<Void>> runs = new ArrayList<>();
    for (Point point : points) {
      runs.add(() -> {
        run.at(point);
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

  private static List<Point> chosen(List<Point> points) {
    if (!ONLY.isEmpty()) {
      return points.stream().filter(point -> point.toString().contains(ONLY)).toList();
    }
    List<Point> chosen = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (ALL || i % EVERY == 0 || i == points.size() - 1) {
        chosen.add(points.get(i));
      }
    }
    return chosen;
  }

  private static void run(Trial trial, Recording recording, Point point, boolean elsewhere) {
    try (TestHost host = TestHost.create()) {
      Aftermath aftermath = new Aftermath(host);
      boolean acknowledged = kill(host, trial, point);
      if (elsewhere) {
        aftermath.lookFromAnotherProcess(recording, acknowledged);
      }
      Optional<Trial> again = Optional.of(trial).filter(it -> it != Trial.CLOSE_WITH_EPHEMERALS);
      aftermath.restoreAndRemove(recording, acknowledged, again);
    }
  }

  private static void runTwice(Trial trial, Recording recording, Point first, Point second) {
    try (TestHost host = TestHost.create()) {
      Aftermath aftermath = new Aftermath(host);
      boolean acknowledged = kill(host, trial, first);
      boolean _ = kill(host, CrashingProcess.RESTORE, second);
      aftermath.restoreAndRemove(recording, acknowledged, Optional.of(trial));
    }
  }

  private static boolean kill(TestHost host, Trial trial, Point point) {
    return kill(host, trial.name(), point);
  }

  /// Answers whether the operation had been acknowledged.
  private static boolean kill(TestHost host, String what, Point point) {
    try (Child child = Child.start(host, what, Optional.of(point))) {
      int status = child.end();
      assertThat(status).as(() -> "ended by itself: " + child.complaints()).isEqualTo(Child.KILLED);
      return child.said().contains(CrashingProcess.ACKNOWLEDGED);
    }
  }
}
