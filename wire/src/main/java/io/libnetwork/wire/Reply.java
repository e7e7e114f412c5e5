package io.libnetwork.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What was answered.
///
/// @param status below 400 where an [Api] answers it
/// @param headers by their names in lower case; of several with one name the first
/// @param text of the body, which is UTF-8
public record Reply(int status, Map<String, String> headers, String text) {

  /// The body as JSON.
  ///
  /// @throws ApiException.Broken if it is something else
  public JsonValue json() {
    try {
      return JsonValue.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException wrong) {
      throw new ApiException.Broken("the daemon answered " + wrong.getMessage(), wrong);
    }
  }

  /// The body as an object of JSON.
  ///
  /// @throws ApiException.Broken if it is something else
  public JsonObject object() {
    if (json() instanceof JsonObject object) {
      return object;
    }
    throw new ApiException.Broken("the daemon answered something else than an object of JSON");
  }

  /// The body as an array of JSON.
  ///
  /// @throws ApiException.Broken if it is something else
  public JsonArray array() {
    if (json() instanceof JsonArray array) {
      return array;
    }
    throw new ApiException.Broken("the daemon answered something else than an array of JSON");
  }
}
