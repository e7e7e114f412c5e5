package io.libnetwork.lab.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.store.MemoryStore;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The process ends in the middle, after each commit once; afterwards there is all or nothing.
@Timeout(300)
class InterruptedLabTest {

  private static final String FIRST =
      """
      lab: a
      networks: {one: {}}
      sandboxes:
        x: {command: [sleep, "1000"], networks: {one: {ports: ["8080:80"]}}}
        y: {command: [sleep, "1000"], networks: [one]}
      services:
        s: {network: one, ports: ["80"], backends: [x]}
      """;

  private static final String SECOND =
      """
      lab: a
      networks: {one: {}, two: {}}
      sandboxes:
        x: {command: [sleep, "2000"], networks: {one: {ports: ["8081:80"]}, two: {}}}
        z: {command: [sleep, "1000"], networks: [two]}
      services:
        s: {network: one, ports: ["80"], backends: [x]}
        t: {network: two, ports: ["80"], backends: [z]}
      """;

  /// More than there are.
  private static final int COMMITS = 60;

  private final MemoryStore store = new MemoryStore();
  private LabHost host;

  @TempDir private Path folder;

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void open() {
    host = new LabHost(folder, store);
  }

  @Test
  void aLabThatIsNewIsThereOrNot() {
    int last = 0;
    for (int commits = 0; commits < COMMITS; commits++) {
      boolean dead = dies(FIRST, commits);
      if (dead) {
        assertThat(host.controller().networks()).as("after commit %d", commits).isEmpty();
        assertThat(host.controller().sandboxes()).as("after commit %d", commits).isEmpty();
        assertThat(host.labs().names()).as("after commit %d", commits).isEmpty();
      } else {
        assertThat(host.plan(FIRST, ApplyOption.PRUNE).changes()).isEmpty();
        host.labs().delete("a");
        last = commits;
        break;
      }
    }
    assertThat(last).as("commits that it takes").isBetween(4, COMMITS - 1);
  }

  @Test
  void aLabThatIsChangedIsAsItWasOrAsItIsWanted() {
    var _ = host.apply(FIRST);
    int last = 0;
    for (int commits = 0; commits < COMMITS; commits++) {
      boolean dead = dies(SECOND, commits);
      String there = dead ? FIRST : SECOND;
      assertThat(host.plan(there, ApplyOption.PRUNE).changes())
          .as("after commit %d", commits)
          .isEmpty();
      assertThat(host.controller().networks())
          .extracting(Network::name)
          .as("after commit %d", commits)
          .containsExactlyInAnyOrderElementsOf(dead ? Set.of("a-one") : Set.of("a-one", "a-two"));
      if (!dead) {
        last = commits;
        break;
      }
      // What starts it is there with a process of its own before.
      LabHost.await(
          "its command runs alone after commit " + commits,
          () -> host.processes("a-x").toString().matches("\\[\\d+ \\S*sleep 1000]"));
    }
    assertThat(last).as("commits that it takes").isBetween(4, COMMITS - 1);
    assertThat(host.controller().sandboxes())
        .extracting(Sandbox::container)
        .containsExactlyInAnyOrder("a-x", "a-z");
  }

  /// Applies by a process that ends after some commits, and has another find what it left.
  private boolean dies(String lab, int commits) {
    // Opening writes by itself now and then; counted is what applying writes.
    MortalStore mortal = new MortalStore(store, Integer.MAX_VALUE);
    host.reopen(mortal);
    mortal.dieAfter(commits);
    try {
      var _ = host.apply(lab, ApplyOption.PRUNE);
    } catch (NetworkException ended) {
      assertThat(mortal.dead()).as(ended.toString()).isTrue();
    }
    boolean dead = mortal.dead();
    host.replace(store);
    return dead;
  }
}
