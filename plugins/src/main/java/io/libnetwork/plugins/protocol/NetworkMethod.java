package io.libnetwork.plugins.protocol;

/// What a network driver is asked.
public enum NetworkMethod implements PluginMethod {
  /// No body; answered by [CapabilitiesAnswer].
  GET_CAPABILITIES("GetCapabilities"),
  /// [GatewayCheckCall], [GatewayCheckAnswer]; only of a plugin that has said it answers this.
  GATEWAY_CHECK("GwAllocCheck"),
  /// [AllocateNetworkCall], [AllocateNetworkAnswer]; of the managers of a cluster.
  ALLOCATE_NETWORK("AllocateNetwork"),
  /// [NetworkCall]; of the managers of a cluster.
  FREE_NETWORK("FreeNetwork"),
  /// [CreateNetworkCall].
  CREATE_NETWORK("CreateNetwork"),
  /// [NetworkCall].
  DELETE_NETWORK("DeleteNetwork"),
  /// [CreateEndpointCall], [CreateEndpointAnswer].
  CREATE_ENDPOINT("CreateEndpoint"),
  /// [EndpointCall], [OperInfoAnswer].
  ENDPOINT_OPER_INFO("EndpointOperInfo"),
  /// [EndpointCall].
  DELETE_ENDPOINT("DeleteEndpoint"),
  /// [JoinCall], [JoinAnswer].
  JOIN("Join"),
  /// [EndpointCall].
  LEAVE("Leave"),
  /// [ProgramConnectivityCall]; a plugin need not have it.
  PROGRAM_EXTERNAL_CONNECTIVITY("ProgramExternalConnectivity"),
  /// [EndpointCall]; a plugin need not have it.
  REVOKE_EXTERNAL_CONNECTIVITY("RevokeExternalConnectivity"),
  /// [DiscoveryCall].
  DISCOVER_NEW("DiscoverNew"),
  /// [DiscoveryCall].
  DISCOVER_DELETE("DiscoverDelete");

  /// The service as a handshake names it.
  public static final String SERVICE = "NetworkDriver";

  private final String method;

  NetworkMethod(String method) {
    this.method = method;
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public String method() {
    return method;
  }
}
