package io.libnetwork.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is made ahead of tests, and removed behind them.
@Timeout(60)
class SessionHostTest {

  private static final List<String> TWO = List.of("client", "server");

  private TestHost host;
  private LeakAudit audit;
  private SessionHost sessions;

  @BeforeEach
  void open() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    host = TestHost.create();
    audit = LeakAudit.begin(host);
    sessions =
        SessionHost.open(
            new Place(Optional.of(host.namespacePath()), host.host().runRoot().resolve("junit")));
  }

  @AfterEach
  void close() {
    if (host == null) {
      return;
    }
    sessions.close();
    List<String> leaks = audit.leaks();
    host.close();
    assertThat(leaks).as("left behind").isEmpty();
  }

  private static List<String> networks(LabSession any) {
    return any.controller().networks().stream().map(Network::name).toList();
  }

  private static void await(String what, BooleanSupplier come) throws InterruptedException {
    for (int tries = 0; tries < 1_000 && !come.getAsBoolean(); tries++) {
      Thread.sleep(10);
    }
    assertThat(come.getAsBoolean()).as(what).isTrue();
  }

  @Nested
  class WhoWantsTheSameAsTheTwoBefore {

    @Test
    void findsItMade() throws InterruptedException {
      LabSession first = sessions.begin(TWO, false);
      sessions.begin(TWO, false).close();
      await("one is made ahead, one removed", () -> networks(first).size() == 2);
      List<String> before = networks(first);

      LabSession third = sessions.begin(TWO, false);

      assertThat(before).contains(third.network().name());
      assertThat(third.network().endpoints()).hasSize(2);
    }

    @Test
    void findsAnotherEachTime() {
      List<String> names = new ArrayList<>();
      for (int test = 0; test < 6; test++) {
        try (LabSession session = sessions.begin(TWO, false)) {
          names.add(session.name());
          assertThat(session.sandboxes()).extracting(LabSandbox::name).isEqualTo(TWO);
        }
      }
      assertThat(names).doesNotHaveDuplicates();
    }
  }

  @Nested
  class WhoWantsSomethingElse {

    @Test
    void getsItAndTheOneMadeAheadGoes() throws InterruptedException {
      sessions.begin(TWO, false).close();
      sessions.begin(TWO, false).close();

      LabSession other = sessions.begin(List.of("alone"), true);

      assertThat(other.network().internal()).isTrue();
      assertThat(other.sandboxes()).extracting(LabSandbox::name).containsExactly("alone");
      await("nothing else is there", () -> networks(other).equals(List.of(other.network().name())));
    }

    @Test
    void isToldWhatIsWrongWithIt() {
      sessions.begin(TWO, false).close();
      for (int test = 0; test < 3; test++) {
        assertThatThrownBy(() -> sessions.begin(List.of("a", "a"), false))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("'a'");
        assertThatThrownBy(() -> sessions.begin(List.of("no name"), false))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("no name");
      }
    }
  }
}
