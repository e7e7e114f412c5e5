package io.libnetwork.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.junit.SessionFixtures.OfAFile;
import io.libnetwork.junit.SessionFixtures.PerClass;
import io.libnetwork.junit.SessionFixtures.PerMethod;
import io.libnetwork.junit.SessionFixtures.Programs;
import io.libnetwork.junit.SessionFixtures.TheSamePoolAndPort;
import io.libnetwork.junit.SessionFixtures.Wrong;
import io.libnetwork.junit.example.GreetingExample;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tests that have networks and containers, run by JUnit on a host of their own.
@Timeout(60)
@Execution(ExecutionMode.SAME_THREAD)
class LabExtensionTest {

  private TestHost host;
  private LeakAudit audit;

  @BeforeEach
  void open() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    host = TestHost.create();
    audit = LeakAudit.begin(host);
    SessionFixtures.NAMES.clear();
  }

  @AfterEach
  void close() {
    if (host == null) {
      return;
    }
    List<String> leaks = audit.leaks();
    List<String> folders = Leftovers.folders(Run.folder(host));
    host.close();
    assertThat(leaks).as("left behind").isEmpty();
    assertThat(folders).as("left behind").isEmpty();
  }

  private Run run(Class<?> tests, int succeeding) {
    Run run = Run.on(host, tests);
    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).isEqualTo(succeeding);
    return run;
  }

  @Nested
  class ASession {

    @Test
    void isMadeForEachMethod() {
      run(PerMethod.class, 4);
      assertThat(SessionFixtures.NAMES).hasSize(4);
      assertThat(new HashSet<>(SessionFixtures.NAMES)).hasSize(4);
    }

    @Test
    void isMadeForAClassWhereItAsksForThat() {
      run(PerClass.class, 3);
      assertThat(SessionFixtures.NAMES).hasSize(4);
      assertThat(new HashSet<>(SessionFixtures.NAMES)).hasSize(1);
    }

    @Test
    void isALabOfAFile() {
      run(OfAFile.class, 1);
    }

    @Test
    void hasThePoolAndThePortOfTheOneBefore() {
      run(TheSamePoolAndPort.class, 3);
    }

    @Test
    void endsWithWhatRunsInIt() {
      run(Programs.class, 2);
      assertThat(Leftovers.processes("8640.5")).isEmpty();
    }
  }

  @Nested
  class WhatIsWrong {

    @Test
    void isToldByTheTestThatAsksForIt() {
      Run run = Run.on(host, Wrong.class);
      assertThat(run.succeeded()).isZero();
      assertThat(run.failures())
          .extracting(Throwable::getMessage)
          .hasSize(5)
          .anySatisfy(told -> assertThat(told).contains("nowhere.yaml", Wrong.class.getName()))
          .anySatisfy(told -> assertThat(told).contains("cannot be per class"))
          .anySatisfy(told -> assertThat(told).contains("expected one of them"))
          .anySatisfy(told -> assertThat(told).contains("'a'", "twice"))
          .anySatisfy(told -> assertThat(told).contains("no sandbox 'b', only [a]"));
    }

    @Test
    void isTheNamespaceThatIsNotThere() {
      Run run =
          Run.with(
              Map.of(
                  "libnetwork.junit.netns",
                  "/nowhere/net",
                  "libnetwork.junit.folder",
                  Run.folder(host).toString()),
              () -> {},
              OfAFile.class);
      assertThat(run.failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure).hasMessageContaining("/nowhere/net"));
    }
  }

  @Nested
  class TheDocumentation {

    @Test
    void showsATestThatRuns() throws IOException {
      run(GreetingExample.class, 2);
      Path root = checkout();
      String shown =
          Files.readString(
              root.resolve("junit/src/test/java/io/libnetwork/junit/example/GreetingExample.java"));
      assertThat(Files.readString(root.resolve("docs/junit.md")))
          .contains(
              shown.substring(shown.indexOf("import ")).replace("GreetingExample", "GreetingTest"));
    }

    private static Path checkout() {
      Path here = Path.of("").toAbsolutePath();
      while (!Files.exists(here.resolve("docs/junit.md"))) {
        here = Objects.requireNonNull(here.getParent());
      }
      return here;
    }
  }
}
