package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// A call or an answer of the protocol.
///
/// Each record has a `static of(JsonObject)` that reads what [#toJson] writes, and throws a
/// [MalformedMessageException] where something must be there and is not, or has another form.
public interface PluginMessage {

  /// The message as it is sent.
  JsonObject toJson();
}
