package io.libnetwork.http.plugin;

import io.libnetwork.Controller;
import io.libnetwork.plugins.protocol.CapabilitiesAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginScope;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import io.libnetwork.wire.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a network driver is asked.
final class NetworkCalls {

  /// One host's networks: the managers of a cluster are not told of them.
  private static final CapabilitiesAnswer CAPABILITIES =
      new CapabilitiesAnswer(PluginScope.LOCAL, PluginScope.LOCAL, false);

  private final EngineNetworks networks;
  private final EngineEndpoints endpoints;

  NetworkCalls(Controller controller) {
    this.networks = new EngineNetworks(controller);
    this.endpoints = new EngineEndpoints(controller, networks);
  }

  /// By the method; those of a cluster's managers are not among them.
  Map<NetworkMethod, PluginApi.Operation> operations() {
    Map<NetworkMethod, PluginApi.Operation> all = new EnumMap<>(NetworkMethod.class);
    all.put(NetworkMethod.GET_CAPABILITIES, _ -> CAPABILITIES.toJson());
    all.put(
        NetworkMethod.CREATE_NETWORK, call -> done(networks::create, CreateNetworkCall.of(call)));
    all.put(NetworkMethod.DELETE_NETWORK, call -> done(this::deleteNetwork, NetworkCall.of(call)));
    all.put(
        NetworkMethod.CREATE_ENDPOINT,
        call -> endpoints.create(CreateEndpointCall.of(call)).toJson());
    all.put(
        NetworkMethod.ENDPOINT_OPER_INFO, call -> endpoints.tell(EndpointCall.of(call)).toJson());
    all.put(NetworkMethod.DELETE_ENDPOINT, call -> done(endpoints::delete, EndpointCall.of(call)));
    all.put(NetworkMethod.JOIN, call -> endpoints.join(JoinCall.of(call)).toJson());
    all.put(NetworkMethod.LEAVE, call -> done(endpoints::leave, EndpointCall.of(call)));
    all.put(
        NetworkMethod.PROGRAM_EXTERNAL_CONNECTIVITY,
        call -> done(endpoints::publish, ProgramConnectivityCall.of(call)));
    all.put(
        NetworkMethod.REVOKE_EXTERNAL_CONNECTIVITY,
        call -> done(endpoints::unpublish, EndpointCall.of(call)));
    // Other hosts of a cluster are nothing to a network of one host.
    all.put(NetworkMethod.DISCOVER_NEW, _ -> JsonObject.EMPTY);
    all.put(NetworkMethod.DISCOVER_DELETE, _ -> JsonObject.EMPTY);
    return all;
  }

  private void deleteNetwork(NetworkCall call) {
    endpoints.deleteAll(call.networkId());
    networks.delete(call.networkId());
  }

  /// An answer that says nothing but that it is done.
  private static <T> JsonObject done(Consumer<T> work, T call) {
    work.accept(call);
    return JsonObject.EMPTY;
  }
}
