package io.libnetwork.http.plugin;

import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.IpamCapabilitiesAnswer;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.wire.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/// What an IPAM driver is asked.
final class IpamCalls {

  private final EnginePools pools;

  IpamCalls(EnginePools pools) {
    this.pools = pools;
  }

  /// By the method.
  Map<IpamMethod, PluginApi.Operation> operations() {
    Map<IpamMethod, PluginApi.Operation> all = new EnumMap<>(IpamMethod.class);
    // What was given is in the store: nobody need ask for it again.
    all.put(IpamMethod.GET_CAPABILITIES, _ -> IpamCapabilitiesAnswer.NONE.toJson());
    all.put(IpamMethod.GET_DEFAULT_ADDRESS_SPACES, _ -> spaces().toJson());
    all.put(IpamMethod.REQUEST_POOL, call -> pools.requestPool(RequestPoolCall.of(call)).toJson());
    all.put(IpamMethod.RELEASE_POOL, this::releasePool);
    all.put(
        IpamMethod.REQUEST_ADDRESS,
        call -> pools.requestAddress(RequestAddressCall.of(call)).toJson());
    all.put(IpamMethod.RELEASE_ADDRESS, this::releaseAddress);
    return all;
  }

  private AddressSpacesAnswer spaces() {
    AddressSpaces spaces = pools.addressSpaces();
    return new AddressSpacesAnswer(spaces.local().name(), spaces.global().name());
  }

  private JsonObject releasePool(JsonObject message) {
    pools.releasePool(ReleasePoolCall.of(message).poolId());
    return JsonObject.EMPTY;
  }

  private JsonObject releaseAddress(JsonObject message) {
    ReleaseAddressCall call = ReleaseAddressCall.of(message);
    pools.releaseAddress(call.poolId(), call.address());
    return JsonObject.EMPTY;
  }
}
