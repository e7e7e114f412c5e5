package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.libnetwork.Controller;
import io.libnetwork.NetworkException;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every step of every operation is refused once, as if the kernel or the disk had refused it: the
/// first, then the second, until the operation has no such step any more.
///
/// The operation fails with the kind that the error means, all is as it was before, line for line,
/// and the same operation succeeds when it is tried again. One that takes something away is not
/// undone: what it has left standing goes when it is tried again. A step that an operation can do
/// without may be refused, and the operation is done all the same.
class RefusalTest {

  private static final List<Errno> REASONS = List.of(Errno.EPERM, Errno.ENOMEM, Errno.EBUSY);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final AtomicInteger REFUSED = new AtomicInteger();

  private Scene scene;
  private TestHost host;
  private List<String> before = List.of();
  private List<String> after = List.of();

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(Boolean.getBoolean("tests.long"), "takes long: sudo ./verify --long");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
  }

  @AfterAll
  static void count() {
    System.out.printf("refusals: %d steps refused%n", REFUSED.get());
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
    host = TestHost.create();
    scene = Scene.open(host.host(), Child.store(host), Scene.FIRST);
  }

  @AfterEach
  void close() {
    Failpoints.ignore();
    Aftermath.removeAll(scene.controller());
    scene.close();
    host.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE_WITH_EPHEMERALS")
  void failsAndIsAsItWasAndCanBeTriedAgain(Trial trial) {
    record(trial);
    int place = 1;
    Refusal refusal = attempt(trial, place);
    while (refusal.refused.isPresent()) {
      REFUSED.incrementAndGet();
      place++;
      refusal = attempt(trial, place);
    }
    assertThat(place).as("steps of %s", trial).isGreaterThan(1);
  }

  /// All of it a second time: what the first network makes of a host stays until the controller is
  /// closed.
  private void record(Trial trial) {
    trial.prepare(scene.controller());
    trial.perform(scene.controller());
    Aftermath.removeAll(scene.controller());
    trial.prepare(scene.controller());
    before = settled();
    trial.perform(scene.controller());
    after = settled();
    Aftermath.removeAll(scene.controller());
  }

  private Refusal attempt(Trial trial, int place) {
    Controller controller = scene.controller();
    trial.prepare(controller);
    await(before, "it was prepared");
    Refusal refusal = new Refusal(place);
    Failpoints.observe(refusal);
    try {
      trial.perform(controller);
      Failpoints.ignore();
      await(after, "it was done in spite of " + refusal);
    } catch (NetworkException failure) {
      Failpoints.ignore();
      requireKind(refusal, failure);
      if (!trial.removes()) {
        await(before, "it failed by " + refusal);
      }
      again(trial, refusal);
    }
    Aftermath.removeAll(controller);
    return refusal;
  }

  private void again(Trial trial, Refusal refusal) {
    try {
      trial.perform(scene.controller());
    } catch (NetworkException.NotFound gone) {
      assertThat(trial.removes()).as("what %s needs is gone: %s", trial, gone).isTrue();
    }
    await(after, "it was tried again after " + refusal);
  }

  private static void requireKind(Refusal refusal, NetworkException failure) {
    if (refusal.reason.equals(Errno.EPERM)) {
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
