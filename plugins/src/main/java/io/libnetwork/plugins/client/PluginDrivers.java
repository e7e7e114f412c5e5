package io.libnetwork.plugins.client;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.plugins.discovery.PluginFinder;
import io.libnetwork.plugins.discovery.PluginFolders;
import io.libnetwork.plugins.protocol.Activation;
import io.libnetwork.plugins.protocol.CapabilitiesAnswer;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Docker's plugins as the drivers of a controller:
///
/// ```java
/// Controller.open(
///     Host.local(), new ControllerOption.Drivers(PluginDrivers.of(PluginFolders.USUAL)))
/// ```
///
/// A network that names a driver which the controller does not know is a plugin's, if there is one
/// of that name. A plugin may come later, go, and come back.
public final class PluginDrivers implements DriverSource {

  /// How long a controller that is closed waits until plugins know what they have back.
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final PluginFinder finder;
  private final PluginSettings settings;
  private final Map<String, Plugin> plugins = new ConcurrentHashMap<>();

  /// One plugin, whatever it implements.
  private record Plugin(PluginClient client, OwedCalls owed, RemoteIpamDriver ipam) {

    NetworkDriverFactory factory() {
      return new NetworkDriverFactory() {
        @Override
        public String name() {
          return client.name();
        }

        @Override
        public NetworkDriver create(Host host, HostParameters parameters) {
          host.requireLinux("the plugin " + client.name());
          return new RemoteNetworkDriver(client.name(), host, new NetworkPlugin(client), owed);
        }
      };
    }
  }

  private PluginDrivers(PluginFinder finder, PluginSettings settings) {
    this.finder = finder;
    this.settings = settings;
  }

  /// The plugins of some folders.
  public static PluginDrivers of(PluginFolders folders) {
    return of(folders, PluginSettings.USUAL);
  }

  /// The plugins of some folders.
  public static PluginDrivers of(PluginFolders folders, PluginSettings settings) {
    return new PluginDrivers(new PluginFinder(folders), settings);
  }

  @Override
  public Optional<NetworkDriverFactory> networkDriver(String name) {
    return implementing(name, NetworkMethod.SERVICE)
        .map(plugin -> {
          CapabilitiesAnswer _ =
              RemoteHost.asking(() -> new NetworkPlugin(plugin.client()).capabilities());
          return plugin.factory();
        });
  }

  @Override
  public Optional<IpamDriver> ipamDriver(String name) {
    return implementing(name, IpamMethod.SERVICE).map(Plugin::ipam);
  }

  @Override
  public NetworkDriverFactory formerNetworkDriver(String name) {
    return plugin(name).factory();
  }

  @Override
  public IpamDriver formerIpamDriver(String name) {
    return plugin(name).ipam();
  }

  private Optional<Plugin> implementing(String name, String service) {
    if (finder.find(name).isEmpty()) {
      return Optional.empty();
    }
    Plugin plugin = plugin(name);
    Activation activation = RemoteHost.asking(plugin.client()::activation);
    if (!activation.has(service)) {
      throw new NetworkException.NotFound(
          "plugin %s implements no %s, but %s"
              .formatted(name, service, String.join(", ", activation.implemented())));
    }
    return Optional.of(plugin);
  }

  private Plugin plugin(String name) {
    return plugins.computeIfAbsent(name, this::made);
  }

  private Plugin made(String name) {
    PluginClient client = new PluginClient(name, () -> finder.find(name), settings);
    OwedCalls owed = new OwedCalls(name);
    return new Plugin(client, owed, new RemoteIpamDriver(new IpamPlugin(client), owed, settings));
  }

  @Override
  public String toString() {
    return "the plugin folders " + finder.folders();
  }

  @Override
  public void close() {
    plugins.values().forEach(plugin -> plugin.owed().close(FAREWELL));
    plugins.clear();
  }
}
