package io.libnetwork.daemon;

import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginMessage;
import io.libnetwork.plugins.protocol.PluginMethod;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import java.nio.file.Path;
import java.time.Duration;

/// Asks a plugin at its socket, as an engine does.
final class PluginClient {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpApi api;

  PluginClient(Path socket) {
    this.api = HttpApi.at(new DaemonAddress.Unix(socket), PATIENCE);
  }

  /// A call without a body.
  JsonObject call(PluginMethod method) {
    return reply(method.path()).object();
  }

  JsonObject call(PluginMethod method, PluginMessage message) {
    return api.call(Request.post(method.path(), message.toJson())).object();
  }

  /// A call of a network driver, written as JSON.
  JsonObject call(NetworkMethod method, String json) {
    return api.call(Request.post(method.path(), JsonValue.parse(json))).object();
  }

  Reply reply(String path) {
    return api.call(Request.post(path));
  }
}
