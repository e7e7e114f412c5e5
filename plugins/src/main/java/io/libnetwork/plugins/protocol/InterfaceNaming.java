package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Which link of the host's namespace becomes a sandbox's interface.
///
/// @param source the link's name now
/// @param prefix what its name inside begins with, as in `eth`: the caller puts a number behind it;
///   empty where the driver leaves that to the caller
/// @param destination its name inside; empty unless the driver insists. Docker asks for it and
///   passes it over
public record InterfaceNaming(String source, String prefix, String destination)
    implements PluginMessage {

  /// Reads a naming.
  public static InterfaceNaming of(JsonObject message) {
    Members members = new Members("Join answer, InterfaceName", message);
    return new InterfaceNaming(
        members.requiredText("SrcName"), members.text("DstPrefix"), members.text("DstName"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("SrcName", source)
        .text("DstPrefix", prefix)
        .text("DstName", destination)
        .json();
  }
}
