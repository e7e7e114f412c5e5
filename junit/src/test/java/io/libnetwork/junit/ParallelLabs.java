package io.libnetwork.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tests that each have a lab of three containers, all at a time, and the process that runs them.
@Execution(ExecutionMode.CONCURRENT)
class ParallelLabs {

  static final int TESTS = 34;
  static final String ENDED = "a test has ended";

  @RepeatedTest(TESTS)
  @Lab("three.yaml")
  void reachesTheOther(LabSession lab) {
    Finished asked = lab.sandbox("client").run("getent", "hosts", "web");
    assertThat(asked.output()).startsWith(lab.sandbox("web").address("front").toString());
  }

  /// Runs them; ends with the number of those that have not succeeded.
  ///
  /// @param arguments the path of the namespace that plays the host, and the folder of all
  ///   processes
  public static void main(String[] arguments) {
    Run run =
        Run.with(
            Map.of(
                "libnetwork.junit.netns", Path.of(arguments[0]).toString(),
                "libnetwork.junit.folder", Path.of(arguments[1]).toString(),
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(TESTS)),
            () -> System.out.println(ENDED),
            ParallelLabs.class);
    run.failures().forEach(failure -> failure.printStackTrace(System.out));
    System.exit(TESTS - run.succeeded());
  }
}
