package io.libnetwork.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Commits that share a write, in their order, and are taken back together.
@Timeout(30)
class JournaledStoreTest {

  private static final RecordKey WEB = new RecordKey("network", "web");

  private final SlowJournal journal = new SlowJournal();
  private final JournaledStore store =
      new JournaledStore(new Snapshot(0, List.of()), new Recovery.Fresh(), Schema.FIRST, journal);

  @AfterEach
  void closes() {
    journal.turns.release(1_000);
    store.close();
  }

  private static Fields count(long count) {
    return Fields.builder().whole("count", count).build();
  }

  private Commit put(long count) {
    return store.queue(new Change.Put(WEB, count(count)));
  }

  private long found() {
    return store.find(WEB).map(record -> record.content().whole("count")).orElse(-1L);
  }

  @Test
  void writesTogetherWhatWasQueuedMeanwhile() {
    Commit first = put(1);
    journal.began.acquireUninterruptibly();
    List<Commit> rest = new ArrayList<>();
    for (int i = 2; i <= 10; i++) {
      rest.add(put(i));
    }
    assertThat(store.snapshot().records()).isEmpty();
    assertThat(found()).isEqualTo(10);
    journal.turns.release(2);
    rest.getLast().await();
    first.await();
    rest.forEach(Commit::await);
    assertThat(journal.written)
        .containsExactly(List.of(1L), List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
    assertThat(store.snapshot().revision()).isEqualTo(10);
  }

  @Test
  void writesWhatIsQueuedWhenItIsClosed() {
    journal.turns.release(10);
    put(1);
    put(2);
    store.close();
    assertThat(journal.written.stream().flatMap(List::stream)).containsExactly(1L, 2L);
    assertThat(journal.closedAt).isEqualTo(2);
  }

  @Test
  void keepsNoCarrierBusyWhileVirtualThreadsWait() throws Exception {
    int waiting = 4 * Runtime.getRuntime().availableProcessors();
    CountDownLatch queued = new CountDownLatch(waiting);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < waiting; i++) {
        int count = i;
        all.add(
            threads.submit(() -> {
              Commit commit = put(count);
              queued.countDown();
              commit.await();
            }));
      }
      queued.await();
      // All of them wait; one more thread still gets its turn, and lets them go.
      threads.submit(() -> journal.turns.release(1_000)).get();
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(store.snapshot().revision()).isEqualTo(waiting);
  }

  @Test
  void waitsOnWhenItIsInterruptedAndSaysSo() {
    Commit commit = put(1);
    journal.began.acquireUninterruptibly();
    Thread.currentThread().interrupt();
    Thread.ofPlatform().start(() -> journal.turns.release());
    commit.await();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.snapshot().revision()).isEqualTo(1);
  }

  @Nested
  class WhenTheJournalFails {

    @Test
    void takesBackAllThatIsNotOnDisk() {
      journal.turns.release();
      Commit durable = put(1);
      durable.await();
      journal.began.acquireUninterruptibly();
      journal.fails = true;
      Commit failing = put(2);
      journal.began.acquireUninterruptibly();
      Commit after = put(3);
      journal.turns.release();
      for (Commit refused : List.of(failing, after)) {
        assertThatExceptionOfType(NetworkException.System.class)
            .isThrownBy(refused::await)
            .withMessageContaining("revision " + refused.revision())
            .withMessageContaining("in a test")
            .withMessageContaining("the disk is gone");
      }
      assertThat(found()).isEqualTo(1);
      assertThat(store.snapshot().revision()).isEqualTo(1);
      durable.await();
    }

    @Test
    void goesOnFromWhatIsOnDisk() {
      journal.fails = true;
      journal.turns.release();
      Commit refused = store.queue(new Change.Create(WEB, count(1)));
      assertThatExceptionOfType(NetworkException.System.class).isThrownBy(refused::await);
      journal.fails = false;
      journal.turns.release();
      Commit again = store.queue(new Change.Create(WEB, count(2)));
      again.await();
      assertThat(again.revision()).isGreaterThan(refused.revision());
      assertThat(journal.written).containsExactly(List.of(again.revision()));
      assertThat(found()).isEqualTo(2);
    }
  }
}
