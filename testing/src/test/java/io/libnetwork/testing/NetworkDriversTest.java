package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.ipvlan.IpvlanOptions;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.drivers.physical.PhysicalOptions;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.linux.KernelWork;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Every driver does what the contract says.
class NetworkDriversTest {

  /// A driver that asks nothing of the kernel, on the process's own host.
  abstract static class WithoutKernel implements NetworkDriverContract, RefusalContract {

    private final Host host = Host.local(Path.of("/nonexistent/libnetwork"));
    private final NetworkDriver driver = factory().create(host, HostParameters.unnoted());

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
    public ControllerOption option() {
      return new ControllerOption.NetworkDriver(factory());
    }

    @Override
    public String driverName() {
      return factory().name();
    }

    @Override
    public DriverTraits traits() {
      return driver.traits();
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

  /// A driver that asks the kernel of a test host, and leaves nothing there.
  abstract static class OnATestHost implements NetworkDriverContract, RefusalContract {

    private final TestHostOrSkip testHost = TestHostOrSkip.create();
    private final LeakAudit audit;
    private final NetworkDriver driver;
    private final Path path = testHost.host().namespacePath().resolveSibling("sandbox");
    private final NetworkNamespace sandbox = testHost.host().thread().createAt(path);

    OnATestHost(String... links) {
      for (String link : links) {
        testHost.host().run("sh", "-ec", link);
      }
      audit = LeakAudit.begin(testHost.host());
      driver = factory().create(host(), HostParameters.unnoted());
    }

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
    public Host host() {
      return testHost.host().host();
    }

    @Override
    public ControllerOption option() {
      return new ControllerOption.NetworkDriver(factory());
    }

    @Override
    public String driverName() {
      return factory().name();
    }

    @Override
    public Supplier<List<String>> audit() {
      return LeakAudit.beginOfHost(testHost.host())::leaks;
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

  @Nested
  class TheBridgeDriver extends OnATestHost {

    /// What a join asks of the kernel does not change without a limit.
    @Test
    void asksForALimitInOneExchangeAndForWhatIsSentInTwo() throws Exception {
      DriverNetwork network = driver().createNetwork(network(50, Optional.empty()));
      BandwidthLimit limit = BandwidthLimit.of("80mbit");
      long usual = exchangesOfAJoin(network, 1, BandwidthLimits.NONE);
      assertThat(exchangesOfAJoin(network, 2, BandwidthLimits.NONE.withIngress(limit)) - usual)
          .isOne();
      assertThat(exchangesOfAJoin(network, 3, BandwidthLimits.NONE.withEgress(limit)) - usual)
          .isEqualTo(2);
      assertThat(exchangesOfAJoin(network, 4, BandwidthLimits.both(limit)) - usual).isEqualTo(2);
      NetworkDriverContract.await(network.delete());
    }

    private long exchangesOfAJoin(DriverNetwork network, int number, BandwidthLimits limits)
        throws Exception {
      DriverEndpoint endpoint = network.createEndpoint(endpoint(50, number, Optional.empty()));
      NetworkDriverContract.await(endpoint.bandwidth().orElseThrow().limit(limits));
      KernelWork work = new KernelWork();
      JoinPlan plan = work.counting(() -> endpoint.join(request(endpoint, "eth0")));
      assertThat(plan.link()).isPresent();
      NetworkDriverContract.await(endpoint.leave(false));
      endpoint.delete();
      return work.netlinkExchanges();
    }

    @Override
    public NetworkDriverFactory factory() {
      return BridgeDriver.factory();
    }
  }

  /// A driver of networks on a parent: a link of the test host, whose other end nobody has.
  abstract static class OnAParent extends OnATestHost {

    OnAParent() {
      super("ip link add nic0 type veth peer name nic1");
    }

    /// What puts a network on a parent.
    abstract NetworkDriverOptions on(String parent);

    /// Skips where the kernel has no such links.
    abstract void requireKind();

    /// How often the kernel is asked for an interface.
    int exchanges() {
      return 1;
    }

    @BeforeEach
    void hasTheKind() {
      requireKind();
    }

    @Override
    public NetworkSpec network(int number, Optional<NetworkDriverOptions> options) {
      return super.network(number, Optional.of(options.orElse(on("nic0"))));
    }

    @Override
    public List<NetworkOption> networkOptions() {
      List<NetworkOption> options = new ArrayList<>(super.networkOptions());
      options.add(new NetworkOption.Driver(on("nic0")));
      return options;
    }

    @Test
    void asksForAnInterfaceInFewExchanges() throws Exception {
      DriverNetwork network = driver().createNetwork(network(50, Optional.empty()));
      DriverEndpoint endpoint = network.createEndpoint(endpoint(50, 1, Optional.empty()));
      KernelWork work = new KernelWork();
      JoinPlan plan = work.counting(() -> endpoint.join(request(endpoint, "eth0")));
      assertThat(plan.link()).isPresent();
      assertThat(work.netlinkExchanges()).isEqualTo(exchanges());
      NetworkDriverContract.await(endpoint.leave(false));
      NetworkDriverContract.await(network.delete());
    }
  }

  @Nested
  class TheMacvlanDriver extends OnAParent {
    @Override
    public NetworkDriverFactory factory() {
      return MacvlanDriver.factory();
    }

    @Override
    NetworkDriverOptions on(String parent) {
      return MacvlanOptions.on(parent);
    }

    @Override
    void requireKind() {
      LinkKinds.require("macvlan");
    }
  }

  @Nested
  class ThePhysicalDriver extends OnAParent {
    @Override
    public NetworkDriverFactory factory() {
      return PhysicalDriver.factory();
    }

    @Override
    NetworkDriverOptions on(String parent) {
      return PhysicalOptions.of(parent, "nic1");
    }

    @Override
    void requireKind() {}

    /// Four to read what the link is, two to mark and move it, one to find it inside.
    @Override
    int exchanges() {
      return 7;
    }
  }

  @Nested
  class TheIpvlanDriver extends OnAParent {
    @Override
    public NetworkDriverFactory factory() {
      return IpvlanDriver.factory();
    }

    @Override
    NetworkDriverOptions on(String parent) {
      return IpvlanOptions.on(parent);
    }

    @Override
    void requireKind() {
      LinkKinds.require("ipvlan");
    }
  }

  @Nested
  class ThePtpDriver extends OnATestHost {

    @Override
    public NetworkDriverFactory factory() {
      return PtpDriver.factory();
    }
  }
}
