package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessWatchTest {

  private static final long SECONDS = 10;

  private final ProcessWatch watch = new ProcessWatch("libnetwork-test-watch");
  private Process child = sleeping();

  @BeforeEach
  void start() {
    child.destroyForcibly();
    child = sleeping();
  }

  @AfterEach
  void end() {
    child.destroyForcibly();
    watch.close();
  }

  private static Process sleeping() {
    try {
      return new ProcessBuilder("sleep", "600").start();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private ProcessIdentity identity() {
    return ProcessIdentity.of(child.pid()).orElseThrow();
  }

  @Nested
  class AProcessThatEnds {

    @Test
    void isNoticed() throws Exception {
      CompletableFuture<Boolean> noticed = new CompletableFuture<>();
      watch.watch(identity(), () -> noticed.complete(true));
      assertThat(noticed).isNotDone();

      child.destroyForcibly();

      assertThat(noticed.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isNoticedByAllWhoWatchIt() throws Exception {
      CompletableFuture<Boolean> one = new CompletableFuture<>();
      CompletableFuture<Boolean> other = new CompletableFuture<>();
      watch.watch(identity(), () -> one.complete(true));
      watch.watch(identity(), () -> other.complete(true));

      child.destroyForcibly();

      assertThat(one.get(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(other.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isNotToldToWhoHasStoppedWatching() throws Exception {
      AtomicInteger told = new AtomicInteger();
      CompletableFuture<Boolean> noticed = new CompletableFuture<>();
      ProcessWatch.Watch ended = watch.watch(identity(), told::incrementAndGet);
      ended.close();
      ended.close();
      watch.watch(identity(), () -> noticed.complete(true));

      child.destroyForcibly();

      assertThat(noticed.get(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(told).hasValue(0);
    }

    @Test
    void isNoticedThoughAnotherFailed() throws Exception {
      CompletableFuture<Boolean> noticed = new CompletableFuture<>();
      watch.watch(
          identity(),
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            throw new IllegalStateException("on purpose");
          });
      watch.watch(identity(), () -> noticed.complete(true));

      child.destroyForcibly();

      assertThat(noticed.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Nested
  class AProcessThatHasEnded {

    @Test
    void isToldAtOnce() throws Exception {
      ProcessIdentity gone = identity();
      child.destroyForcibly().waitFor();
      CompletableFuture<Boolean> noticed = new CompletableFuture<>();

      watch.watch(gone, () -> noticed.complete(true));

      assertThat(noticed.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isNotTakenForTheNextWithItsNumber() throws Exception {
      ProcessIdentity former = new ProcessIdentity(child.pid(), identity().started() - 1);
      CompletableFuture<Boolean> noticed = new CompletableFuture<>();

      watch.watch(former, () -> noticed.complete(true));

      assertThat(noticed.get(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(ProcessWatch.runs(former)).isFalse();
      assertThat(ProcessWatch.runs(identity())).isTrue();
    }

    /// Its parent is a shell that does not wait for it.
    @Test
    void hasEndedThoughNobodyHasWaitedForIt() throws Exception {
      Process shell = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
      try {
        long pid = Long.parseLong(shell.inputReader().readLine());
        ProcessIdentity orphan = ProcessIdentity.of(pid).orElseThrow();
        CompletableFuture<Boolean> noticed = new CompletableFuture<>();
        watch.watch(orphan, () -> noticed.complete(true));

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(noticed.get(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(orphan.alive()).as("still in /proc").isTrue();
        assertThat(ProcessWatch.runs(orphan)).isFalse();
      } finally {
        shell.destroyForcibly();
      }
    }
  }

  @Test
  void leavesNoThreadAndNoDescriptorBehind() throws Exception {
    List<String> threads = List.of("libnetwork-test-watch");
    watch.watch(identity(), () -> {});
    watch.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContainAnyElementsOf(threads);
    assertThat(ProcessWatch.runs(identity())).isTrue();
  }

  @Test
  void tellsTheTimeByTwoClocks() {
    Moment first = Moment.now(java.time.InstantSource.system());
    Moment second = Moment.now(java.time.InstantSource.system());

    assertThat(second.sinceBoot()).isGreaterThanOrEqualTo(first.sinceBoot());
    assertThat(first.boot()).isEqualTo(BootId.current());
  }
}
