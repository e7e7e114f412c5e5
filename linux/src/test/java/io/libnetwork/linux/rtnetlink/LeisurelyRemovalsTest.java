package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.KernelChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeisurelyRemovalsTest {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final List<Ifindex> removed = new CopyOnWriteArrayList<>();
  private final LeisurelyRemovals removals = new LeisurelyRemovals(timer, removed::add);

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void areMadeInTurnWhenNothingElseIsChanged() throws InterruptedException {
    add(1, 3);
    awaitRemoved(3);
    assertThat(removed).containsExactly(new Ifindex(1), new Ifindex(2), new Ifindex(3));
  }

  @Test
  void waitWhileSomethingIs() throws InterruptedException {
    add(1, 3);
    for (int i = 0; i < 100; i++) {
      KernelChanges.note();
      Thread.sleep(4);
    }
    assertThat(removed).isEmpty();
    awaitRemoved(3);
    assertThat(removed).hasSize(3);
  }

  @Test
  void areMadeAtOnceWhereSomebodyNeedsIt() {
    KernelChanges.note();
    add(1, 3);
    removals.hurry(new Ifindex(2));
    removals.hurry(new Ifindex(9));
    assertThat(removed).containsExactly(new Ifindex(2));
    removals.hurryAll();
    removals.hurryAll();
    assertThat(removed).containsExactly(new Ifindex(2), new Ifindex(1), new Ifindex(3));
  }

  @Test
  void makeTheOldestWhereThereAreTooMany() {
    timer.shutdownNow();
    add(1, 514);
    assertThat(removed).containsExactly(new Ifindex(1), new Ifindex(2));
  }

  @Test
  void waitForChangesAndForNobodyWhoOnlyLooks() throws InterruptedException {
    try (TestHost host = TestHost.open()) {
      Ifindex link = host.addVeth("a", "b");
      Thread.sleep(60);
      var _ = host.rtnetlink().list(Links.list());
      assertThat(KernelChanges.sinceLast()).isGreaterThanOrEqualTo(Duration.ofMillis(60));
      Instant before = Instant.now();
      host.rtnetlink().execute(Links.up(link));
      assertThat(KernelChanges.sinceLast())
          .isLessThanOrEqualTo(Duration.between(before, Instant.now()));
    }
  }

  private void add(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(index -> removals.add(new Ifindex(index)));
  }

  private void awaitRemoved(int count) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(10);
    while (removed.size() < count && Instant.now().isBefore(deadline)) {
      Thread.sleep(5);
    }
  }
}
