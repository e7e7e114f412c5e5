package io.libnetwork.plugins.client;

import io.libnetwork.Host;
import io.libnetwork.address.IpFamily;
import io.libnetwork.plugins.protocol.CapabilitiesAnswer;
import io.libnetwork.plugins.protocol.GatewayCheckAnswer;
import io.libnetwork.plugins.protocol.GatewayCheckCall;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Restoration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network driver that is a plugin: it makes networks by asking another process to.
///
/// The plugin need not be there for this to be made, nor for its networks to be found again after a
/// restart: what they were is known, and what cannot be done without it is
/// [io.libnetwork.NetworkException.Unavailable] until it is there.
public final class RemoteNetworkDriver implements NetworkDriver {

  private final String name;
  private final RemoteHost remote;

  /// @param owed is closed by whoever made it
  RemoteNetworkDriver(String name, Host host, NetworkPlugin plugin, OwedCalls owed) {
    this.name = name;
    this.remote = new RemoteHost(host, plugin, owed);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return Optional.of(RemoteOptions.take(labels));
  }

  @Override
  public Map<String, String> labels(NetworkDriverOptions options) {
    return RemoteOptions.of("a network", Optional.of(options)).texts();
  }

  @Override
  public Optional<EndpointDriverOptions> endpointOptions(DriverLabels labels) {
    return Optional.of(RemoteOptions.take(labels));
  }

  @Override
  public Map<String, String> labels(EndpointDriverOptions options) {
    return RemoteOptions.of("an endpoint", Optional.of(options)).texts();
  }

  /// All of them, unless the plugin has a say in it.
  @Override
  public Set<IpFamily> gatewayFamilies(boolean internal, Optional<NetworkDriverOptions> options) {
    RemoteOptions own = RemoteOptions.of("the network", options);
    return RemoteHost.asking(() -> {
      CapabilitiesAnswer capabilities = remote.plugin().capabilities();
      Set<IpFamily> families = EnumSet.allOf(IpFamily.class);
      if (capabilities.gatewayChecker()) {
        GatewayCheckAnswer answer =
            remote
                .plugin()
                .gatewayCheck(new GatewayCheckCall(RemoteOptions.ofNetwork(own, internal, false)));
        families.removeIf(family -> skipped(family, answer));
      }
      return families;
    });
  }

  private static boolean skipped(IpFamily family, GatewayCheckAnswer answer) {
    return switch (family) {
      case V4 -> answer.skipIpv4();
      case V6 -> answer.skipIpv6();
    };
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    return RemoteNetwork.create(spec, remote);
  }

  @Override
  public Restoration restoration() {
    return new RemoteRestoration(remote);
  }

  /// Nothing is held: connections last for a call.
  @Override
  public void close() {}
}
