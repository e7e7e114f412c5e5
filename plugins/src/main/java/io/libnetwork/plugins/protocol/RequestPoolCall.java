package io.libnetwork.plugins.protocol;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.wire.JsonObject;
import java.util.Map;
import java.util.Optional;

/// Asks for a pool.
///
/// @param addressSpace the realm
/// @param pool the prefix; empty for one of the driver's choice
/// @param subPool the part from which addresses come; empty for the whole
/// @param options the user's
/// @param ipv6 whether it is to be of IPv6
public record RequestPoolCall(
    String addressSpace,
    Optional<IpPrefix> pool,
    Optional<IpPrefix> subPool,
    Map<String, String> options,
    boolean ipv6)
    implements PluginMessage {

  public RequestPoolCall {
    options = Map.copyOf(options);
  }

  /// Reads a call. Bits behind a prefix's length are passed over, as Docker does.
  public static RequestPoolCall of(JsonObject message) {
    Members members = new Members("RequestPool call", message);
    return new RequestPoolCall(
        members.text("AddressSpace"),
        members.parsed("Pool", text -> InterfaceAddress.parse(text).prefix()),
        members.parsed("SubPool", text -> InterfaceAddress.parse(text).prefix()),
        members.texts("Options"),
        members.truth("V6"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("AddressSpace", addressSpace)
        .text("Pool", pool)
        .text("SubPool", subPool)
        .texts("Options", options)
        .truth("V6", ipv6)
        .json();
  }
}
