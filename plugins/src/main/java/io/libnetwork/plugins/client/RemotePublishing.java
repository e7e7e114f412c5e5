package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a plugin's endpoint does as its sandbox's gateway. A plugin that does not know the calls
/// publishes nothing. Used under the network's lock.
final class RemotePublishing {

  private static final Logger LOG = LoggerFactory.getLogger(RemotePublishing.class);

  private final NetworkPlugin plugin;
  private final EndpointSpec spec;
  private final EndpointCall call;
  private final OwedCalls owed;

  /// Whether the plugin has been told; read without the lock by who only looks, as the next.
  private volatile boolean programmed;

  /// Whether the plugin has said that it does not know the calls; so it need not be told the end.
  private volatile boolean unknown;

  private volatile List<PortBinding> bindings = List.of();

  RemotePublishing(NetworkPlugin plugin, EndpointSpec spec, EndpointCall call, OwedCalls owed) {
    this.plugin = plugin;
    this.spec = spec;
    this.call = call;
    this.owed = owed;
  }

  /// Tells the plugin what has changed: that the endpoint is a gateway, of either family, or is
  /// none.
  void program(Set<IpFamily> gatewayFor) {
    if (gatewayFor.isEmpty()) {
      revoke();
    } else if (!programmed) {
      begin();
    }
  }

  private void begin() {
    ProgramConnectivityCall asked =
        new ProgramConnectivityCall(
            call.networkId(), call.endpointId(), RemotePorts.options(spec.ports(), spec.exposed()));
    try {
      plugin.programExternalConnectivity(asked);
      programmed = true;
      bindings = spec.ports().isEmpty() ? List.of() : told();
    } catch (PluginException.Unknown tolerated) {
      programmed = true;
      unknown = true;
      if (!spec.ports().isEmpty()) {
        LOG.warn(
            "endpoint {} publishes nothing of {}: {}",
            spec.name(),
            spec.ports(),
            tolerated.getMessage());
      }
    }
  }

  private List<PortBinding> told() {
    try {
      return RemotePorts.bindings(plugin.operInfo(call), spec);
    } catch (PluginException silent) {
      LOG.warn(
          "which ports endpoint {} publishes is not known: {}", spec.name(), silent.getMessage());
      return List.of();
    }
  }

  /// Tells the plugin, where it was told the opposite.
  void revoke() {
    if (programmed && !unknown) {
      owed.tell(
          "that endpoint " + spec.name() + " publishes nothing",
          () -> plugin.revokeExternalConnectivity(call));
    }
    left();
  }

  /// Notes that the plugin has been told by a former process.
  void restored(Set<IpFamily> gatewayFor, List<PortBinding> had) {
    programmed = !gatewayFor.isEmpty();
    bindings = List.copyOf(had);
  }

  /// Notes that nothing is published.
  void left() {
    programmed = false;
    unknown = false;
    bindings = List.of();
  }

  /// What the plugin says is published.
  List<PortBinding> bindings() {
    return bindings;
  }

  /// The same for the controller.
  ///
  /// @param joined whether a sandbox has
  ExternalConnectivity connectivity(BooleanSupplier joined) {
    return new ExternalConnectivity() {
      @Override
      public void program(Set<IpFamily> gatewayFor) {
        if (joined.getAsBoolean()) {
          RemoteHost.telling(() -> RemotePublishing.this.program(gatewayFor));
        }
      }

      @Override
      public List<PortBinding> publish(List<PublishedPort> further) {
        throw unsayable("publish further", further);
      }

      @Override
      public void unpublish(List<PublishedPort> ended) {
        throw unsayable("end what is published by", ended);
      }
    };
  }

  private NetworkException unsayable(String what, List<PublishedPort> ports) {
    return new NetworkException.NotImplemented(
        "endpoint %s cannot %s %s: a plugin is told once what an endpoint publishes"
            .formatted(spec.name(), what, ports));
  }
}
