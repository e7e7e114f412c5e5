package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A network's or an endpoint's options as texts: what they mean only the plugin knows, so none is
/// refused here.
///
/// @param texts by their keys
public record RemoteOptions(Map<String, String> texts)
    implements NetworkDriverOptions, EndpointDriverOptions {

  public RemoteOptions {
    texts = Map.copyOf(texts);
  }

  /// Takes all there are.
  static RemoteOptions take(DriverLabels labels) {
    Map<String, String> texts = new TreeMap<>();
    for (String key : labels.left()) {
      labels.take(key).ifPresent(text -> texts.put(key, text));
    }
    return new RemoteOptions(texts);
  }

  /// Those of a network or an endpoint; none where it was given none.
  ///
  /// @param whose as in `network web`
  /// @throws NetworkException.InvalidParameter if they are another driver's
  static RemoteOptions of(String whose, Optional<?> given) {
    if (given.isEmpty()) {
      return new RemoteOptions(Map.of());
    }
    if (given.get() instanceof RemoteOptions own) {
      return own;
    }
    throw new NetworkException.InvalidParameter(
        "%s has options that are not a plugin's: %s".formatted(whose, given.get()));
  }

  /// What a plugin is told of a network.
  static JsonObject ofNetwork(NetworkSpec spec) {
    RemoteOptions own = of("network " + spec.name(), spec.options());
    return ofNetwork(
        own,
        spec.internal(),
        spec.pools().stream().anyMatch(pool -> pool.prefix().family().bits() > 32));
  }

  /// As the other, before there is a network.
  static JsonObject ofNetwork(RemoteOptions own, boolean internal, boolean ipv6) {
    JsonObject options =
        JsonObject.EMPTY
            .with(OptionKeys.ENABLE_IPV6, JsonValue.Truth.of(ipv6))
            .with(OptionKeys.GENERIC, JsonObject.ofTexts(new TreeMap<>(own.texts())));
    return internal ? options.with(OptionKeys.INTERNAL, JsonValue.Truth.TRUE) : options;
  }
}
