package io.libnetwork.testing;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.spi.NetworkDriverFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A test host where the process may make one; the calling test is skipped, and says so, elsewhere.
final class TestHostOrSkip implements AutoCloseable {

  private final TestHost host;

  private TestHostOrSkip(TestHost host) {
    this.host = host;
  }

  static TestHostOrSkip create() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.err.println("SKIPPED: a test host needs root");
    }
    Assumptions.assumeTrue(root, "a test host needs root");
    return new TestHostOrSkip(TestHost.create());
  }

  TestHost host() {
    return host;
  }

  /// A controller on it, which is the caller's to close.
  Controller controller(NetworkDriverFactory... drivers) {
    return Controller.open(
        host.host(),
        Stream.of(drivers)
            .map(ControllerOption.NetworkDriver::new)
            .toArray(ControllerOption[]::new));
  }

  @Override
  public void close() {
    host.close();
  }
}
