package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// What a network driver says it can do.
///
/// @param scope whose its networks are
/// @param connectivity how far its networks reach; as its scope where it says nothing
/// @param gatewayChecker whether it answers [NetworkMethod#GATEWAY_CHECK]
public record CapabilitiesAnswer(
    PluginScope scope, PluginScope connectivity, boolean gatewayChecker) implements PluginMessage {

  /// Reads an answer.
  ///
  /// @throws MalformedMessageException also where a scope is neither local nor global
  public static CapabilitiesAnswer of(JsonObject message) {
    Members members = new Members("GetCapabilities answer", message);
    PluginScope scope = members.requiredParsed("Scope", PluginScope::parse);
    return new CapabilitiesAnswer(
        scope,
        members.parsed("ConnectivityScope", PluginScope::parse).orElse(scope),
        members.truth("GwAllocChecker"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("Scope", scope.toString())
        .text("ConnectivityScope", connectivity.toString())
        .truth("GwAllocChecker", gatewayChecker)
        .json();
  }
}
