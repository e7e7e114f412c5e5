package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// What an IPAM driver needs.
///
/// @param requiresMacAddress whether an address is asked for with its MAC address, under
///   [OptionKeys#MAC_ADDRESS]
/// @param requiresRequestReplay whether everything is to be asked for again after the caller's
///   restart
public record IpamCapabilitiesAnswer(boolean requiresMacAddress, boolean requiresRequestReplay)
    implements PluginMessage {

  /// Of a driver that does not know the call.
  public static final IpamCapabilitiesAnswer NONE = new IpamCapabilitiesAnswer(false, false);

  /// Reads an answer.
  public static IpamCapabilitiesAnswer of(JsonObject message) {
    Members members = new Members("GetCapabilities answer", message);
    return new IpamCapabilitiesAnswer(
        members.truth("RequiresMACAddress"), members.truth("RequiresRequestReplay"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .truth("RequiresMACAddress", requiresMacAddress)
        .truth("RequiresRequestReplay", requiresRequestReplay)
        .json();
  }
}
