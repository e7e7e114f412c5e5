package io.libnetwork.plugins.client;

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
import io.libnetwork.plugins.protocol.MalformedMessageException;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.OperInfoAnswer;
import io.libnetwork.plugins.protocol.PluginMessage;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import io.libnetwork.wire.JsonObject;
import java.util.function.Function;

/// Everything a network driver can be asked, one method for each call of the protocol.
///
/// Each throws a [PluginException] where there is no answer that helps.
public final class NetworkPlugin {

  private final PluginClient client;

  public NetworkPlugin(PluginClient client) {
    this.client = client;
  }

  /// The plugin's name.
  public String name() {
    return client.name();
  }

  public CapabilitiesAnswer capabilities() {
    return read(
        NetworkMethod.GET_CAPABILITIES,
        client.call(NetworkMethod.GET_CAPABILITIES, JsonObject.EMPTY),
        CapabilitiesAnswer::of);
  }

  public GatewayCheckAnswer gatewayCheck(GatewayCheckCall call) {
    return asked(NetworkMethod.GATEWAY_CHECK, call, GatewayCheckAnswer::of);
  }

  public AllocateNetworkAnswer allocateNetwork(AllocateNetworkCall call) {
    return asked(NetworkMethod.ALLOCATE_NETWORK, call, AllocateNetworkAnswer::of);
  }

  public void freeNetwork(NetworkCall call) {
    told(NetworkMethod.FREE_NETWORK, call);
  }

  public void createNetwork(CreateNetworkCall call) {
    told(NetworkMethod.CREATE_NETWORK, call);
  }

  public void deleteNetwork(NetworkCall call) {
    told(NetworkMethod.DELETE_NETWORK, call);
  }

  public CreateEndpointAnswer createEndpoint(CreateEndpointCall call) {
    return asked(NetworkMethod.CREATE_ENDPOINT, call, CreateEndpointAnswer::of);
  }

  public OperInfoAnswer operInfo(EndpointCall call) {
    return asked(NetworkMethod.ENDPOINT_OPER_INFO, call, OperInfoAnswer::of);
  }

  public void deleteEndpoint(EndpointCall call) {
    told(NetworkMethod.DELETE_ENDPOINT, call);
  }

  public JoinAnswer join(JoinCall call) {
    return asked(NetworkMethod.JOIN, call, JoinAnswer::of);
  }

  public void leave(EndpointCall call) {
    told(NetworkMethod.LEAVE, call);
  }

  public void programExternalConnectivity(ProgramConnectivityCall call) {
    told(NetworkMethod.PROGRAM_EXTERNAL_CONNECTIVITY, call);
  }

  public void revokeExternalConnectivity(EndpointCall call) {
    told(NetworkMethod.REVOKE_EXTERNAL_CONNECTIVITY, call);
  }

  public void discoverNew(DiscoveryCall call) {
    told(NetworkMethod.DISCOVER_NEW, call);
  }

  public void discoverDelete(DiscoveryCall call) {
    told(NetworkMethod.DISCOVER_DELETE, call);
  }

  private void told(NetworkMethod method, PluginMessage call) {
    JsonObject _ = client.call(method, call.toJson());
  }

  private <T> T asked(NetworkMethod method, PluginMessage call, Function<JsonObject, T> read) {
    return read(method, client.call(method, call.toJson()), read);
  }

  private <T> T read(NetworkMethod method, JsonObject answer, Function<JsonObject, T> read) {
    try {
      return read.apply(answer);
    } catch (MalformedMessageException malformed) {
      throw new PluginException.Broken(
          "plugin %s, asked %s: %s".formatted(name(), method.path(), malformed.getMessage()),
          malformed);
    }
  }
}
