package io.libnetwork.plugins.protocol;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A pool of a network, as Docker's `IPAMData`. What is missing is left out.
///
/// @param addressSpace the realm of the pool; empty where there is none
/// @param pool the prefix
/// @param gateway the network's own address
/// @param auxiliary addresses kept for others, by name
public record PluginPool(
    String addressSpace,
    Optional<IpPrefix> pool,
    Optional<InterfaceAddress> gateway,
    Map<String, InterfaceAddress> auxiliary)
    implements PluginMessage {

  public PluginPool {
    auxiliary = Map.copyOf(auxiliary);
  }

  /// Reads a pool. Bits behind its prefix's length are passed over, as Docker does.
  public static PluginPool of(JsonObject message) {
    Members members = new Members("pool", message);
    return new PluginPool(
        members.text("AddressSpace"),
        members.parsed("Pool", text -> InterfaceAddress.parse(text).prefix()),
        members.parsed("Gateway", InterfaceAddress::parse),
        auxiliary(members));
  }

  private static Map<String, InterfaceAddress> auxiliary(Members members) {
    Map<String, InterfaceAddress> all = new LinkedHashMap<>();
    Members inner = new Members("pool, AuxAddresses", members.object("AuxAddresses"));
    for (String name : inner.object().members().keySet()) {
      all.put(name, inner.requiredParsed(name, InterfaceAddress::parse));
    }
    return all;
  }

  @Override
  public JsonObject toJson() {
    Body body =
        new Body()
            .text("AddressSpace", addressSpace)
            .textIfPresent("Pool", pool)
            .textIfPresent("Gateway", gateway);
    if (!auxiliary.isEmpty()) {
      Map<String, JsonValue> texts = new LinkedHashMap<>();
      auxiliary.forEach((name, address) -> texts.put(name, JsonValue.of(address.toString())));
      body.object("AuxAddresses", new JsonObject(texts));
    }
    return body.json();
  }
}
