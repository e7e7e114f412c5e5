package io.libnetwork.plugins.protocol;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.wire.JsonObject;
import java.util.Map;

/// A pool that was given.
///
/// @param poolId what the pool is called by from now on
/// @param pool the prefix
/// @param data whatever the driver tells of it; [OptionKeys#GATEWAY] is the network's own address
public record RequestPoolAnswer(String poolId, IpPrefix pool, Map<String, String> data)
    implements PluginMessage {

  public RequestPoolAnswer {
    data = Map.copyOf(data);
  }

  /// Reads an answer. Bits behind the prefix's length are passed over, as Docker does.
  public static RequestPoolAnswer of(JsonObject message) {
    Members members = new Members("RequestPool answer", message);
    return new RequestPoolAnswer(
        members.requiredText("PoolID"),
        members.requiredParsed("Pool", text -> InterfaceAddress.parse(text).prefix()),
        members.texts("Data"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("PoolID", poolId)
        .text("Pool", pool.toString())
        .texts("Data", data)
        .json();
  }
}
