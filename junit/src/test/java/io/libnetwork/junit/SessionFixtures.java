package io.libnetwork.junit;

import static org.assertj.core.api.Assertions.assertThat;

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
    void isGoneFromTheHostInBetween(LabSession lab) {
      assertThat(lab.network().endpoints()).hasSize(2);
      assertThat(lab.controller().networks()).containsExactly(lab.network());
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
