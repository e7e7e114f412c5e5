package io.libnetwork.plugins.kit;

import io.libnetwork.plugins.protocol.AllocateNetworkAnswer;
import io.libnetwork.plugins.protocol.AllocateNetworkCall;
import io.libnetwork.plugins.protocol.CapabilitiesAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.DiscoveryCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.GatewayCheckAnswer;
import io.libnetwork.plugins.protocol.GatewayCheckCall;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.OperInfoAnswer;
import io.libnetwork.plugins.protocol.PluginScope;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import io.libnetwork.wire.JsonObject;

/// A network driver that others call. Calls come from several threads at once.
///
/// What throws a [PluginRefusal] has changed nothing; whatever else is thrown its caller is told,
/// too. What it has made it keeps over its own restart.
public interface NetworkService {

  /// What it can do: networks of one host, where nothing else is said.
  default CapabilitiesAnswer capabilities() {
    return new CapabilitiesAnswer(PluginScope.LOCAL, PluginScope.LOCAL, false);
  }

  /// Asked only where the capabilities say so.
  default GatewayCheckAnswer gatewayCheck(GatewayCheckCall call) {
    throw new UnknownCall(NetworkMethod.GATEWAY_CHECK);
  }

  /// Asked only of networks of several hosts.
  default AllocateNetworkAnswer allocateNetwork(AllocateNetworkCall call) {
    throw new UnknownCall(NetworkMethod.ALLOCATE_NETWORK);
  }

  /// As the other.
  default void freeNetwork(NetworkCall call) {
    throw new UnknownCall(NetworkMethod.FREE_NETWORK);
  }

  void createNetwork(CreateNetworkCall call);

  void deleteNetwork(NetworkCall call);

  /// Answers only what the call did not say of the interface.
  CreateEndpointAnswer createEndpoint(CreateEndpointCall call);

  void deleteEndpoint(EndpointCall call);

  /// What is told of an endpoint at work; nothing, where nothing else is said.
  default OperInfoAnswer operInfo(EndpointCall call) {
    return new OperInfoAnswer(JsonObject.EMPTY);
  }

  /// Has the link ready in the host's namespace that the caller moves into the sandbox's.
  JoinAnswer join(JoinCall call);

  void leave(EndpointCall call);

  /// Publishes ports, where it does such a thing.
  default void programExternalConnectivity(ProgramConnectivityCall call) {
    throw new UnknownCall(NetworkMethod.PROGRAM_EXTERNAL_CONNECTIVITY);
  }

  /// Publishes none any more.
  default void revokeExternalConnectivity(EndpointCall call) {
    throw new UnknownCall(NetworkMethod.REVOKE_EXTERNAL_CONNECTIVITY);
  }

  /// A node has come.
  default void discoverNew(DiscoveryCall call) {}

  /// A node has gone.
  default void discoverDelete(DiscoveryCall call) {}
}
