package io.libnetwork.plugins.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.plugins.discovery.PluginFolders;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.NetworkDriverContract;
import io.libnetwork.testing.RefusalContract;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A plugin as a driver does what every driver does.
class RemoteContractTest implements NetworkDriverContract, RefusalContract {

  @TempDir Path folder;

  private TestHost host;
  private CablePlugin plugin;
  private LeakAudit audit;
  private PluginDrivers drivers;
  private NetworkDriver driver;
  private Path path;
  private NetworkNamespace sandbox;

  @BeforeEach
  void open() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.err.println("SKIPPED: a test host needs root");
    }
    Assumptions.assumeTrue(root, "a test host needs root");
    host = TestHost.create();
    host.host().namespaceThread();
    path = host.namespacePath().resolveSibling("sandbox");
    sandbox = host.thread().createAt(path);
    plugin = new CablePlugin(host, folder);
    audit = LeakAudit.begin(host);
    drivers = found();
    driver = factory().create(host(), HostParameters.unnoted());
  }

  @AfterEach
  void leavesNothing() {
    driver.close();
    drivers.close();
    sandbox.close();
    NetworkNamespace.delete(path);
    host().close();
    assertThat(plugin.kept()).containsExactly("networks []", "endpoints []");
    assertThat(audit.leaks()).isEmpty();
    plugin.close();
    host.close();
  }

  private PluginDrivers found() {
    return PluginDrivers.of(PluginFolders.of(List.of(folder)));
  }

  @Override
  public NetworkDriverFactory factory() {
    return drivers.networkDriver(CablePlugin.NAME).orElseThrow();
  }

  @Override
  public NetworkDriver driver() {
    return driver;
  }

  @Override
  public boolean takesEveryText() {
    return true;
  }

  @Override
  public ControllerOption option() {
    return new ControllerOption.Drivers(found());
  }

  @Override
  public String driverName() {
    return CablePlugin.NAME;
  }

  @Override
  public Host host() {
    return host.host();
  }

  @Override
  public NetworkNamespace sandbox() {
    return sandbox;
  }

  @Override
  public Supplier<List<String>> audit() {
    return LeakAudit.beginOfHost(host)::leaks;
  }
}
