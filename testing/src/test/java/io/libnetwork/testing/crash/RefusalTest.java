package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every step of every operation is refused once, as if the kernel or the disk had refused it: the
/// first, then the second, until the operation has no such step any more.
///
/// The operation fails with the kind that the error means, all is as it was before, line for line,
/// and the same operation succeeds when it is tried again. One that takes something away is not
/// undone: what it has left standing goes when it is tried again. A step that an operation can do
/// without may be refused, and the operation is done all the same. A controller that is closed
/// tries again when it is opened the next time.
///
/// Where not all are asked for (`-Dtests.long=true`), a [Sample] of the steps is refused.
class RefusalTest {

  private static final List<Errno> REASONS = List.of(Errno.EPERM, Errno.ENOMEM, Errno.EBUSY);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /// For so long at least an address is nobody's after it was given back: what is known of
  /// connections to it is forgotten in rounds of 30 ms.
  private static final Duration REST = Duration.ofMillis(100);

  private static final Sample SAMPLE = new Sample();
  private static final Map<Trial, Integer> STEPS = new ConcurrentHashMap<>();
  private static final Map<Trial, Integer> REFUSED = new ConcurrentHashMap<>();

  private Scene scene;
  private TestHost host;
  private List<String> before = List.of();
  private List<String> after = List.of();

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
  }

  @AfterAll
  static void count() {
    System.out.printf(
        "refusals: %d steps of operations, %d of them refused (%s)%n",
        sum(STEPS), sum(REFUSED), SAMPLE);
  }

  private static int sum(Map<Trial, Integer> numbers) {
    return numbers.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The one step that is refused, told by how many there were before it.
  private static final class Refusal implements Failpoints.Observer {

    private final int place;
    private final AtomicInteger steps = new AtomicInteger();
    private volatile Optional<String> refused = Optional.empty();
    private volatile Errno reason = Errno.ENOSPC;

    Refusal(int place) {
      this.place = place;
    }

    @Override
    public Optional<Errno> before(String step) {
      if (steps.incrementAndGet() != place) {
        return Optional.empty();
      }
      reason = step.startsWith("store") ? Errno.ENOSPC : REASONS.get(place % REASONS.size());
      refused = Optional.of(step);
      return Optional.of(reason);
    }

    @Override
    public String toString() {
      return "step %d, %s, refused with %s".formatted(place, refused.orElse("none"), reason);
    }
  }

  @BeforeEach
  void open() {
    host = WiredHost.create();
    scene = Scene.open(host.host(), Child.store(host), Scene.FIRST);
  }

  @AfterEach
  void close() {
    Failpoints.ignore();
    try (TestHost _ = host;
        Scene last = scene) {
      Aftermath.removeAll(last.controller());
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsAndIsAsItWasAndCanBeTriedAgain(Trial trial) {
    List<Point> steps = record(trial);
    List<Point> chosen = SAMPLE.of(trial.name(), steps);
    STEPS.put(trial, steps.size());
    REFUSED.put(trial, 0);
    int place = 0;
    boolean more = true;
    while (more) {
      place++;
      if (place > steps.size() || chosen.contains(steps.get(place - 1))) {
        boolean refused = attempt(trial, place).refused.isPresent();
        REFUSED.merge(trial, refused ? 1 : 0, Integer::sum);
        // What is done behind the call may have its turn after it.
        more = refused || place < steps.size();
      }
    }
    assertThat(REFUSED.get(trial)).as("steps of %s that were refused", trial).isPositive();
  }

  /// Others have taken away what a controller finds when it is opened. Whatever is refused while it
  /// is made again, the next controller makes what is missing.
  @Test
  void openingIsTriedAgain() {
    Trial.ATTACH_TO_A_SECOND_NETWORK.prepare(scene.controller());
    Trial.ATTACH_TO_A_SECOND_NETWORK.perform(scene.controller());
    reopen();
    after = settled();
    Points points = new Points(host.host().runRoot(), _ -> Optional.empty());
    takeAway();
    Failpoints.observe(points);
    scene = openScene();
    Failpoints.ignore();
    await(after, "it was opened");
    List<Point> steps = points.passed().stream().filter(point -> !point.done()).toList();
    for (Point step : SAMPLE.of("OPEN", steps)) {
      openRefused(new Refusal(steps.indexOf(step) + 1));
    }
  }

  private void openRefused(Refusal refusal) {
    takeAway();
    Failpoints.observe(refusal);
    try (Scene _ = openScene()) {
      Failpoints.ignore();
    } catch (NetworkException failure) {
      Failpoints.ignore();
      assertThat(refusal.refused).as("why it failed: %s", failure).isPresent();
    }
    scene = openScene();
    await(after, "it was opened again after " + refusal);
  }

  /// What a controller has made, while there is none.
  private void takeAway() {
    scene.close();
    String _ = host.run("nft", "flush", "ruleset");
    for (Link link : host.rtnetlink().list(Links.list())) {
      if (link.kind().equals("bridge")) {
        host.rtnetlink().execute(Links.delete(link.index()));
      }
    }
  }

  private Scene openScene() {
    return Scene.open(host.host(), Child.store(host), Scene.LATER);
  }

  /// All of it a second time: what the first network makes of a host stays until the controller is
  /// closed. Answers the steps.
  private List<Point> record(Trial trial) {
    trial.prepare(scene.controller());
    perform(trial);
    Aftermath.removeAll(scene.controller());
    trial.prepare(scene.controller());
    before = settled();
    Points points = new Points(host.host().runRoot(), _ -> Optional.empty());
    Failpoints.observe(points);
    perform(trial);
    Failpoints.ignore();
    after = settled();
    Aftermath.removeAll(scene.controller());
    return points.passed().stream().filter(point -> !point.done()).toList();
  }

  private Refusal attempt(Trial trial, int place) {
    trial.prepare(scene.controller());
    await(before, "it was prepared");
    Refusal refusal = new Refusal(place);
    Failpoints.observe(refusal);
    try {
      perform(trial);
      Failpoints.ignore();
      // What an operation could do without is done by the next look at everything.
      var _ = scene.controller().reconcile();
      await(after, "it was done in spite of " + refusal);
    } catch (NetworkException failure) {
      Failpoints.ignore();
      requireKind(trial, refusal, failure);
      if (!trial.removes()) {
        await(before, "it failed by " + refusal);
        LockSupport.parkNanos(REST.toNanos());
      }
      again(trial, refusal);
    }
    Aftermath.removeAll(scene.controller());
    return refusal;
  }

  /// A controller that was closed is looked at by the next one; what is refused is refused to the
  /// one that closes.
  private void perform(Trial trial) {
    trial.perform(scene.controller());
    if (trial == Trial.CLOSE_WITH_EPHEMERALS) {
      Failpoints.ignore();
      reopen();
    }
  }

  private void reopen() {
    scene.close();
    scene = openScene();
  }

  private void again(Trial trial, Refusal refusal) {
    try {
      perform(trial);
    } catch (NetworkException.NotFound gone) {
      assertThat(trial.removes()).as("what %s needs is gone: %s", trial, gone).isTrue();
    }
    await(after, "it was tried again after " + refusal);
  }

  /// Closing says what could not be removed, whatever the reason.
  private static void requireKind(Trial trial, Refusal refusal, NetworkException failure) {
    if (trial == Trial.CLOSE_WITH_EPHEMERALS) {
      assertThat(failure).as(refusal.toString()).isInstanceOf(NetworkException.System.class);
    } else if (refusal.reason.equals(Errno.EPERM)) {
      assertThat(failure).as(refusal.toString()).isInstanceOf(NetworkException.Forbidden.class);
    } else if (refusal.reason.equals(Errno.ENOSPC)) {
      assertThat(failure).as(refusal.toString()).isInstanceOf(NetworkException.Unavailable.class);
    } else {
      assertThat(failure).as(refusal.toString()).isInstanceOf(NetworkException.System.class);
    }
  }

  private List<String> settled() {
    List<String> all = new ArrayList<>(Census.of(scene.controller()));
    all.addAll(KernelPicture.settled(host));
    return KernelPicture.nameless(all);
  }

  private List<String> now() {
    List<String> all = new ArrayList<>(Census.of(scene.controller()));
    all.addAll(KernelPicture.of(host));
    return KernelPicture.nameless(all);
  }

  private void await(List<String> expected, String when) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = now();
    while (!found.equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = now();
    }
    if (!found.equals(expected)) {
      fail("when %s:%n%s", when, Aftermath.lines(Aftermath.difference(found, expected)));
    }
  }
}
