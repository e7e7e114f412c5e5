package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Host;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// Every driver does what the contract says.
class NetworkDriversTest {

  /// A driver that asks nothing of the kernel, on the process's own host.
  abstract static class WithoutKernel implements NetworkDriverContract {

    private final Host host = Host.local(Path.of("/nonexistent/libnetwork"));
    private final NetworkDriver driver = factory().create(host);

    @AfterEach
    void closes() {
      driver.close();
      host.close();
    }

    @Override
    public Host host() {
      return host;
    }

    @Override
    public NetworkDriver driver() {
      return driver;
    }

    @Override
    public NetworkNamespace sandbox() {
      return host.namespace();
    }
  }

  @Nested
  class TheFake extends WithoutKernel {
    private static final FakeNetworkDriver FAKE = new FakeNetworkDriver();

    @Override
    public NetworkDriverFactory factory() {
      return FAKE;
    }

    @AfterEach
    void keepsNothing() {
      assertThat(FAKE.present()).isEmpty();
    }
  }

  @Nested
  class TheNoneDriver extends WithoutKernel {
    @Override
    public NetworkDriverFactory factory() {
      return NoneDriver.factory();
    }
  }

  @Nested
  class TheHostDriver extends WithoutKernel {
    @Override
    public NetworkDriverFactory factory() {
      return HostDriver.factory();
    }
  }

  @Nested
  class TheBridgeDriver implements NetworkDriverContract {

    private final TestHostOrSkip testHost = TestHostOrSkip.create();
    private final LeakAudit audit = LeakAudit.begin(testHost.host());
    private final NetworkDriver driver = factory().create(host());
    private final Path path = testHost.host().namespacePath().resolveSibling("sandbox");
    private final NetworkNamespace sandbox = testHost.host().thread().createAt(path);

    @BeforeEach
    void begins() {
      assertThat(path).exists();
    }

    @AfterEach
    void leavesNothing() {
      sandbox.close();
      NetworkNamespace.delete(path);
      driver.close();
      host().close();
      assertThat(audit.leaks()).isEmpty();
      testHost.close();
    }

    @Override
    public NetworkDriverFactory factory() {
      return BridgeDriver.factory();
    }

    @Override
    public Host host() {
      return testHost.host().host();
    }

    @Override
    public NetworkDriver driver() {
      return driver;
    }

    @Override
    public NetworkNamespace sandbox() {
      return sandbox;
    }
  }
}
