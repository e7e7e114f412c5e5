package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// What there is after a crash, and what there must be: all that was before or all that would have
/// been after, in the store, in the kernel and with the controller alike.
final class Aftermath {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final int MOST_LINES = 12;

  private final TestHost host;
  private final List<String> empty;

  /// @param host on which nothing has happened yet
  Aftermath(TestHost host) {
    this.host = host;
    this.empty = KernelPicture.of(host);
  }

  /// Has a controller restored by another process, and looks what it has made of it.
  void lookFromAnotherProcess(Recording recording, boolean acknowledged) {
    try (Child child = Child.start(host, CrashingProcess.RESTORE, Optional.empty())) {
      List<String> census = CrashingProcess.linesOf(child.await(CrashingProcess.ACKNOWLEDGED));
      require(recording, acknowledged, census);
      child.goOn();
      List<Point> _ = Recording.points(child);
    }
  }

  /// Opens a controller again, and sees that nothing is left when all is removed.
  void removeEverything() {
    try (Scene scene = Scene.open(host.host(), Child.store(host), Scene.LATER)) {
      removeAll(scene.controller());
      requireNoRecords(scene);
    } finally {
      host.host().close();
    }
    awaitPicture("everything has been deleted", List.of(empty));
  }

  /// The host's parameters are remembered until the controller is closed.
  private static void requireNoRecords(Scene scene) {
    scene.controller().close();
    assertThat(scene.store().snapshot().records()).as("records left").isEmpty();
  }

  /// Opens a controller again, looks what it has made of it, and sees that nothing of it is left
  /// and everything can be made again.
  void restoreAndRemove(Recording recording, boolean acknowledged, Optional<Trial> again) {
    try (Scene scene = Scene.open(host.host(), Child.store(host), Scene.LATER)) {
      Controller controller = scene.controller();
      require(recording, acknowledged, Census.of(controller));
      removeAll(controller);
      again.ifPresent(trial -> {
        trial.prepare(controller);
        trial.perform(controller);
      });
      removeAll(controller);
      requireNoRecords(scene);
    } finally {
      host.host().close();
    }
    awaitPicture("everything has been deleted", List.of(empty));
  }

  private void require(Recording recording, boolean acknowledged, List<String> census) {
    if (census.equals(recording.censusAfter())) {
      awaitPicture(
          "the operation counts as done",
          List.of(recording.pictureAfter(), recording.pictureClosed()));
    } else if (!acknowledged && census.equals(recording.censusBefore())) {
      awaitPicture("the operation counts as not done", List.of(recording.pictureBefore()));
    } else {
      fail(
          "the controller has neither what was before nor what is after%s:%n%s%nbefore:%n%s%nafter:%n%s",
          acknowledged ? " (which was acknowledged)" : "",
          lines(census),
          lines(difference(census, recording.censusBefore())),
          lines(difference(census, recording.censusAfter())));
    }
  }

  private void awaitPicture(String when, List<List<String>> right) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = KernelPicture.of(host);
    while (!right.contains(found) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = KernelPicture.of(host);
    }
    if (!right.contains(found)) {
      fail("the kernel, where %s:%n%s", when, lines(difference(found, right.getFirst())));
    }
  }

  static void removeAll(Controller controller) {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.services().forEach(Service::delete);
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
  }

  static List<String> difference(List<String> found, List<String> expected) {
    List<String> difference = new ArrayList<>();
    List<String> missing = new ArrayList<>(expected);
    for (String line : found) {
      if (!missing.remove(line)) {
        difference.add("+ " + line);
      }
    }
    missing.forEach(line -> difference.add("- " + line));
    return difference;
  }

  static String lines(List<String> lines) {
    return "  "
        + lines.stream().limit(MOST_LINES).collect(java.util.stream.Collectors.joining("\n  "));
  }
}
