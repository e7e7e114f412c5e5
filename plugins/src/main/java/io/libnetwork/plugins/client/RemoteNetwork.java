package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.plugins.protocol.AllocateNetworkCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.PluginPool;
import io.libnetwork.plugins.protocol.PluginScope;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import io.libnetwork.wire.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A network of a plugin.
final class RemoteNetwork implements DriverNetwork {

  private final NetworkSpec spec;
  private final RemoteHost remote;

  /// Whether endpoints that are made now are known to the plugin already.
  private volatile boolean restoring;

  private volatile boolean deleted;

  private RemoteNetwork(NetworkSpec spec, RemoteHost remote, boolean restoring) {
    this.spec = spec;
    this.remote = remote;
    this.restoring = restoring;
  }

  /// Has the plugin make a network. Where it is not clear whether it did, it is told to take it
  /// away.
  static RemoteNetwork create(NetworkSpec spec, RemoteHost remote) {
    JsonObject options = RemoteOptions.ofNetwork(spec);
    RemoteNetwork network = new RemoteNetwork(spec, remote, false);
    RemoteHost.telling(() -> {
      boolean global = remote.plugin().capabilities().scope() == PluginScope.GLOBAL;
      JsonObject whole = global ? network.allocated(options) : options;
      try {
        remote
            .plugin()
            .createNetwork(
                new CreateNetworkCall(
                    network.id(), whole, network.pools(IpFamily.V4), network.pools(IpFamily.V6)));
      } catch (PluginException failure) {
        network.undo(failure, global);
        throw failure;
      }
    });
    return network;
  }

  /// One that the plugin has made for a former process.
  static RemoteNetwork restored(NetworkSpec spec, RemoteHost remote) {
    return new RemoteNetwork(spec, remote, true);
  }

  /// From now on endpoints are new.
  void restored() {
    restoring = false;
  }

  NetworkSpec spec() {
    return spec;
  }

  RemoteHost remote() {
    return remote;
  }

  String id() {
    return spec.id().value();
  }

  /// What managers of a cluster would ask for, we ask for ourselves.
  private JsonObject allocated(JsonObject options) {
    RemoteOptions own = RemoteOptions.of("network " + spec.name(), spec.options());
    Map<String, String> all = new TreeMap<>(own.texts());
    all.putAll(
        remote
            .plugin()
            .allocateNetwork(
                new AllocateNetworkCall(id(), own.texts(), pools(IpFamily.V4), pools(IpFamily.V6)))
            .options());
    return options.with(OptionKeys.GENERIC, JsonObject.ofTexts(all));
  }

  private void undo(PluginException failure, boolean global) {
    NetworkCall call = new NetworkCall(id());
    if (failure.unclear()) {
      remote
          .owed()
          .owe("to delete network " + spec.name(), () -> remote.plugin().deleteNetwork(call));
    }
    if (global) {
      remote.owed().owe("to free network " + spec.name(), () -> remote.plugin().freeNetwork(call));
    }
  }

  private List<PluginPool> pools(IpFamily family) {
    return spec.pools(family).stream().map(RemoteNetwork::pool).toList();
  }

  private static PluginPool pool(NetworkPool pool) {
    Map<String, InterfaceAddress> auxiliary = new HashMap<>();
    pool.auxiliary()
        .forEach((name, address) ->
            auxiliary.put(name, new InterfaceAddress(address, pool.prefix().length())));
    return new PluginPool("", java.util.Optional.of(pool.prefix()), pool.gateway(), auxiliary);
  }

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec asked) {
    RemoteOptions options = RemoteOptions.of("endpoint " + asked.name(), asked.options());
    requireSayable(asked);
    RemoteEndpoint endpoint = new RemoteEndpoint(this, asked, options);
    if (!restoring) {
      endpoint.create();
    }
    return endpoint;
  }

  /// The protocol has no words for it, and to pass it over would let more through than was asked.
  private static void requireSayable(EndpointSpec asked) {
    asked.ports().stream()
        .filter(port -> !port.sources().isEmpty())
        .findFirst()
        .ifPresent(port -> {
          throw new NetworkException.InvalidParameter(
              "endpoint %s cannot publish %s: a plugin cannot be told from where a port may be used"
                  .formatted(asked.name(), port));
        });
    asked
        .hostInterface()
        .ifPresent(name -> {
          throw new NetworkException.InvalidParameter(
              "endpoint %s cannot have the interface %s at the host: a plugin chooses it"
                  .formatted(asked.name(), name));
        });
  }

  /// Whether the plugin is there or not.
  @Override
  public Removal delete() {
    if (!deleted) {
      NetworkCall call = new NetworkCall(id());
      remote
          .owed()
          .tell(
              "to delete network " + spec.name(),
              () -> {
                remote.plugin().deleteNetwork(call);
                if (remote.plugin().capabilities().scope() == PluginScope.GLOBAL) {
                  remote.plugin().freeNetwork(call);
                }
              });
      deleted = true;
    }
    return Removal.done();
  }
}
