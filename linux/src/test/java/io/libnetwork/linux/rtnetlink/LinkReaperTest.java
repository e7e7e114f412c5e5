package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkReaperTest {

  /// So many that not each has a thread to itself: some go together.
  private static final int MANY = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private TestHost host;
  private LinkReaper reaper;

  @BeforeEach
  void open() {
    host = TestHost.open();
    reaper = LinkReaper.open(TestNamespace.thread(), host.namespace());
  }

  @AfterEach
  void close() {
    Failpoints.ignore();
    if (reaper != null) {
      reaper.close();
    }
    if (host != null) {
      host.close();
    }
  }

  @Test
  void removesManyAndLeavesTheOthers() {
    List<Ifindex> links = bridges(MANY);
    Ifindex other = host.add("other", Bridge.of());
    links.stream().map(reaper::delete).toList().forEach(CompletableFuture::join);
    assertThat(present()).containsExactly(other);
  }

  @Test
  void takesOneThatIsGoneForRemoved() {
    Ifindex link = bridges(1).getFirst();
    host.rtnetlink().execute(Links.delete(link));
    assertThat(reaper.delete(link)).succeedsWithin(PATIENCE);
  }

  /// One that cannot be put with those that go together is refused and tried again, and is not told
  /// to be gone with them.
  @Test
  void triesAgainWhatIsRefusedAmongMany() {
    List<Ifindex> links = bridges(MANY);
    AtomicBoolean refused = new AtomicBoolean();
    Failpoints.observe(step ->
        step.startsWith("netlink: change link") && refused.compareAndSet(false, true)
            ? Optional.of(Errno.ENOMEM)
            : Optional.empty());
    List<CompletableFuture<Void>> removals = links.stream().map(reaper::delete).toList();
    List<Throwable> failures = new ArrayList<>();
    for (CompletableFuture<Void> removal : removals) {
      try {
        removal.join();
      } catch (CompletionException failure) {
        failures.add(failure.getCause());
      }
    }
    assertThat(refused).as("some went together").isTrue();
    assertThat(failures).singleElement().isInstanceOf(NetlinkException.class);
    awaitNone();
  }

  private void awaitNone() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!present().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    assertThat(present()).isEmpty();
  }

  private List<Ifindex> bridges(int number) {
    List<Ifindex> made = new ArrayList<>();
    for (int bridge = 0; bridge < number; bridge++) {
      made.add(host.add("br" + bridge, Bridge.of()));
    }
    return made;
  }

  private List<Ifindex> present() {
    return host.rtnetlink().list(Links.list()).stream()
        .filter(link -> link.kind().equals("bridge"))
        .map(Link::index)
        .toList();
  }
}
