package io.libnetwork.plugins.client;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.plugins.kit.NetworkService;
import io.libnetwork.plugins.kit.PluginRefusal;
import io.libnetwork.plugins.kit.PluginServer;
import io.libnetwork.plugins.protocol.CreateEndpointAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.InterfaceNaming;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.PluginInterface;
import io.libnetwork.plugins.protocol.PluginPool;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A plugin made with the kit, as a third party would make one: a veth pair for each endpoint that
/// is joined, made on a test host with `ip`.
final class CablePlugin implements NetworkService, AutoCloseable {

  static final String NAME = "cable";

  private final TestHost host;
  private final PluginServer server;
  private final Map<String, CreateNetworkCall> networks = new TreeMap<>();

  /// The host's end of each endpoint's pair; empty of one that is not joined.
  private final Map<String, Optional<String>> endpoints = new TreeMap<>();

  /// @param folder where its socket is
  CablePlugin(TestHost host, Path folder) {
    this.host = host;
    this.server = PluginServer.serve(folder.resolve(NAME + ".sock"), this);
  }

  /// The networks and endpoints it has.
  synchronized List<String> kept() {
    return List.of("networks " + networks.keySet(), "endpoints " + endpoints.keySet());
  }

  @Override
  public synchronized void createNetwork(CreateNetworkCall call) {
    if (networks.putIfAbsent(call.networkId(), call) != null) {
      throw new PluginRefusal("network " + call.networkId() + " is there");
    }
  }

  @Override
  public synchronized void deleteNetwork(NetworkCall call) {
    if (networks.remove(call.networkId()) == null) {
      throw new PluginRefusal("no network " + call.networkId());
    }
  }

  @Override
  public synchronized CreateEndpointAnswer createEndpoint(CreateEndpointCall call) {
    network(call.networkId());
    if (endpoints.putIfAbsent(call.endpointId(), Optional.empty()) != null) {
      throw new PluginRefusal("endpoint " + call.endpointId() + " is there");
    }
    return new CreateEndpointAnswer(PluginInterface.NOTHING);
  }

  @Override
  public synchronized void deleteEndpoint(EndpointCall call) {
    if (endpoints.remove(call.endpointId()) == null) {
      throw new PluginRefusal("no endpoint " + call.endpointId());
    }
  }

  @Override
  public synchronized JoinAnswer join(JoinCall call) {
    String end = "h" + call.endpointId().substring(0, 9);
    String inside = "c" + call.endpointId().substring(0, 9);
    if (endpoints.getOrDefault(call.endpointId(), Optional.of(end)).isPresent()) {
      throw new PluginRefusal("endpoint " + call.endpointId() + " cannot be joined");
    }
    host.run("ip", "link", "add", end, "up", "type", "veth", "peer", "name", inside);
    endpoints.put(call.endpointId(), Optional.of(end));
    CreateNetworkCall network = network(call.networkId());
    return new JoinAnswer(
        Optional.of(new InterfaceNaming(inside, "eth", "")),
        gateway(network.ipv4()),
        gateway(network.ipv6()),
        List.of(),
        false);
  }

  /// Without the host's end there is no other one, wherever that is.
  @Override
  public synchronized void leave(EndpointCall call) {
    String end =
        endpoints
            .getOrDefault(call.endpointId(), Optional.empty())
            .orElseThrow(() -> new PluginRefusal("no endpoint " + call.endpointId() + " to leave"));
    host.run("ip", "link", "delete", end);
    endpoints.put(call.endpointId(), Optional.empty());
  }

  private CreateNetworkCall network(String id) {
    CreateNetworkCall network = networks.get(id);
    if (network == null) {
      throw new PluginRefusal("no network " + id);
    }
    return network;
  }

  private static Optional<IpAddress> gateway(List<PluginPool> pools) {
    return pools.stream()
        .flatMap(pool -> pool.gateway().stream())
        .map(InterfaceAddress::address)
        .findFirst();
  }

  @Override
  public void close() {
    server.close();
  }
}
