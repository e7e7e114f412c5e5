package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.MalformedJsonException;
import java.util.Optional;

/// What a plugin's pool is found again by.
///
/// @param poolId what the plugin calls it
/// @param call what it was asked for by
/// @param space the realm as we know it
/// @param prefix the pool
/// @param gateway the network's own address, where the plugin chose it
record PoolIdentity(
    String poolId,
    RequestPoolCall call,
    AddressSpace space,
    IpPrefix prefix,
    Optional<InterfaceAddress> gateway) {

  private static final String ID = "id";
  private static final String CALL = "call";
  private static final String GATEWAY = "gateway";

  /// As a controller knows it.
  PoolId id() {
    return new PoolId(space, prefix, call.subPool());
  }

  /// The same as the plugin calls it by now.
  PoolIdentity called(String other) {
    return new PoolIdentity(other, call, space, prefix, gateway);
  }

  /// What it is asked for by to have it again.
  RequestPoolCall again() {
    return new RequestPoolCall(
        call.addressSpace(), Optional.of(prefix), call.subPool(), call.options(), call.ipv6());
  }

  /// As it is kept.
  String token() {
    JsonObject token = JsonObject.EMPTY.with(ID, poolId).with(CALL, call.toJson());
    return gateway.map(address -> token.with(GATEWAY, address.toString())).orElse(token).toString();
  }

  /// Reads what [#token] wrote.
  ///
  /// @param request what the pool was given for
  static PoolIdentity parse(String token, PoolRequest request) {
    try {
      if (JsonValue.parse(token) instanceof JsonObject object && !object.text(ID).isEmpty()) {
        String gateway = object.text(GATEWAY);
        return new PoolIdentity(
            object.text(ID),
            RequestPoolCall.of(object.object(CALL)),
            request.space(),
            prefix(request),
            gateway.isEmpty() ? Optional.empty() : Optional.of(InterfaceAddress.parse(gateway)));
      }
    } catch (MalformedJsonException malformed) {
      throw new NetworkException.InvalidParameter(
          "the pool of %s is kept as '%s': %s"
              .formatted(request.holder(), token, malformed.getMessage()),
          malformed);
    }
    throw new NetworkException.InvalidParameter(
        "the pool of %s is kept as '%s', which is no plugin's".formatted(request.holder(), token));
  }

  private static IpPrefix prefix(PoolRequest request) {
    if (request.choice() instanceof io.libnetwork.spi.PoolChoice.Exactly(IpPrefix prefix)) {
      return prefix;
    }
    throw new NetworkException.InvalidParameter(
        "the pool of %s is restored without a prefix".formatted(request.holder()));
  }
}
