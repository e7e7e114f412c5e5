package io.libnetwork.cli.endpoint;

import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// On which networks somebody looks.
public final class NetworkNames {

  private NetworkNames() {}

  /// The one that was named, or all there are.
  public static List<String> of(Api api, @Nullable String named) {
    if (named != null) {
      return List.of(named);
    }
    List<String> ids = new ArrayList<>();
    for (JsonValue network : api.call(Request.get("/v1/networks")).array().items()) {
      if (network instanceof JsonObject object) {
        ids.add(object.text("id"));
      }
    }
    return ids;
  }
}
