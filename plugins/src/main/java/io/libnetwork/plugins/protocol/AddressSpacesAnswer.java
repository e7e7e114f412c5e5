package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Which address spaces an IPAM driver uses where the user names none.
///
/// @param local for networks of one host
/// @param global for networks of several; as the other where the driver has no such
public record AddressSpacesAnswer(String local, String global) implements PluginMessage {

  /// Reads an answer.
  public static AddressSpacesAnswer of(JsonObject message) {
    Members members = new Members("GetDefaultAddressSpaces answer", message);
    String local = members.requiredText("LocalDefaultAddressSpace");
    String global = members.text("GlobalDefaultAddressSpace");
    return new AddressSpacesAnswer(local, global.isEmpty() ? local : global);
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("LocalDefaultAddressSpace", local)
        .text("GlobalDefaultAddressSpace", global)
        .json();
  }
}
