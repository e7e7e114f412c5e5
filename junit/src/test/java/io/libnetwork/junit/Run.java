package io.libnetwork.junit;

import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Tests that are run by JUnit's launcher, as a build tool does it.
final class Run implements TestExecutionListener {

  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<String> aborted = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger succeeded = new AtomicInteger();
  private final Runnable each;

  private Run(Runnable each) {
    this.each = each;
  }

  /// Runs the tests of classes on a test host.
  static Run on(TestHost host, Class<?>... classes) {
    return with(
        Map.of(
            "libnetwork.junit.netns", host.namespacePath().toString(),
            "libnetwork.junit.folder", folder(host).toString()),
        () -> {},
        classes);
  }

  /// Where what lasts as long as the tests is kept.
  static Path folder(TestHost host) {
    return host.host().runRoot().resolve("junit");
  }

  /// @param each done when a test has ended
  static Run with(Map<String, String> parameters, Runnable each, Class<?>... classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).map(DiscoverySelectors::selectClass).toList())
            .configurationParameters(parameters)
            .build();
    Run run = new Run(each);
    LauncherFactory.create().execute(request, run);
    return run;
  }

  /// Of tests and of classes.
  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /// Why tests were skipped that had begun.
  List<String> aborted() {
    return List.copyOf(aborted);
  }

  int succeeded() {
    return succeeded.get();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    result
        .getThrowable()
        .ifPresent(thrown -> {
          switch (result.getStatus()) {
            case ABORTED -> aborted.add(String.valueOf(thrown.getMessage()));
            case FAILED, SUCCESSFUL -> failures.add(thrown);
          }
        });
    if (test.isTest()) {
      if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        succeeded.incrementAndGet();
      }
      each.run();
    }
  }
}
