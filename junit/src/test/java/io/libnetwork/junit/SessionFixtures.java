package io.libnetwork.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Network;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Classes of tests as users write them; run by [LabExtensionTest] on a host of its own.
final class SessionFixtures {

  static final List<String> NAMES = new CopyOnWriteArrayList<>();

  private SessionFixtures() {}

  @TestNetwork(sandboxes = {"client", "server"})
  static class PerMethod {

    private LabSession before;

    @BeforeEach
    void remember(LabSession lab) {
      before = lab;
      NAMES.add(lab.name());
    }

    @Test
    void findsTheOtherByItsName(LabSession lab) {
      assertThat(lab).isSameAs(before);
      Finished asked = lab.sandbox("client").run("getent", "hosts", "server");
      assertThat(asked.output()).startsWith(lab.sandbox("server").address().toString());
      assertThat(asked.status()).isZero();
    }

    @Test
    void isWithoutThoseBeforeItSoon(LabSession lab) throws InterruptedException {
      assertThat(lab.network().endpoints()).hasSize(2);
      for (int tries = 0; tries < 500 && !ofOthersBefore(lab).isEmpty(); tries++) {
        Thread.sleep(10);
      }
      assertThat(ofOthersBefore(lab)).isEmpty();
    }

    private static List<String> ofOthersBefore(LabSession lab) {
      return lab.controller().networks().stream()
          .map(Network::name)
          .filter(name ->
              NAMES.stream()
                  .filter(other -> !other.equals(lab.name()))
                  .anyMatch(other -> name.startsWith(other + "-")))
          .toList();
    }

    @Test
    @TestNetwork(sandboxes = "alone", internal = true)
    void hasWhatTheMethodAsksFor(LabSession lab) {
      assertThat(lab.sandboxes()).extracting(LabSandbox::name).containsExactly("alone");
      assertThat(lab.network().internal()).isTrue();
    }

    @Nested
    class Inside {
      @Test
      void hasOneToo(LabSession lab) {
        assertThat(lab.sandbox("client").run("hostname").output()).isEqualTo("client\n");
      }
    }
  }

  @TestNetwork(sandboxes = "one", per = Per.CLASS)
  static class PerClass {

    @BeforeAll
    static void remember(LabSession lab) {
      NAMES.add(lab.name());
    }

    @Test
    void first(LabSession lab) {
      NAMES.add(lab.name());
    }

    @Test
    void second(LabSession lab) {
      NAMES.add(lab.name());
    }

    @Nested
    class Inside {
      @Test
      void third(LabSession lab) {
        NAMES.add(lab.name());
      }
    }
  }

  static class OfAFile {
    @Test
    @Lab("three.yaml")
    void runsItsCommands(LabSession lab) {
      assertThat(lab.network("front").name()).isEqualTo(lab.name() + "-front");
      assertThat(lab.sandbox("web").address("back")).isNotEqualTo(lab.sandbox("web").address());
      assertThat(lab.sandbox("client").run("pgrep", "-c", "sleep").output()).isNotEqualTo("0\n");
      assertThat(lab.log("web")).isEqualTo("web is up\n");
    }
  }

  @Lab("pool.yaml")
  static class TheSamePoolAndPort {
    @Test
    void first(LabSession lab) {
      requireItsAddress(lab);
    }

    @Test
    void second(LabSession lab) {
      requireItsAddress(lab);
    }

    @Test
    void third(LabSession lab) {
      requireItsAddress(lab);
    }

    private static void requireItsAddress(LabSession lab) {
      assertThat(lab.sandbox("web").address()).hasToString("10.77.0.9");
    }
  }

  static class Programs {
    @Test
    @TestNetwork(sandboxes = "box")
    void leaveTheirOutputAndStatus(LabSession lab) {
      Finished ended = lab.sandbox("box").run("sh", "-c", "echo out; echo err >&2; exit 3");
      assertThat(ended).isEqualTo(new Finished(3, "out\nerr\n"));
    }

    @Test
    @TestNetwork(sandboxes = "box")
    void endWithTheTestWithAllTheyStarted(LabSession lab) {
      Program started =
          lab.sandbox("box").start("sh", "-c", "sleep 8640.5 & echo up; exec sleep 8640.5");
      assertThat(started.awaitOutput("up").running()).isTrue();
    }
  }

  static class Wrong {
    @Test
    @Lab("nowhere.yaml")
    void noFile(LabSession lab) {
      assertThat(lab).isNull();
    }

    @Test
    @TestNetwork(sandboxes = "a", per = Per.CLASS)
    void perClassAtAMethod(LabSession lab) {
      assertThat(lab).isNull();
    }

    @Test
    @TestNetwork(sandboxes = "a")
    @Lab("three.yaml")
    void both(LabSession lab) {
      assertThat(lab).isNull();
    }

    @Test
    @TestNetwork(sandboxes = {"a", "a"})
    void twice(LabSession lab) {
      assertThat(lab).isNull();
    }

    @Test
    @TestNetwork(sandboxes = "a")
    void unknown(LabSession lab) {
      assertThat(lab.sandbox("b")).isNull();
    }
  }
}
