package io.libnetwork.cli.network;

import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.Request;

/// What our own API calls a container that was named to Docker's.
final class Containers {

  private Containers() {}

  /// Its id; one that Docker's API does not know may be a sandbox of the other, by its own name.
  static String id(Api api, String name) {
    try {
      return api.call(Request.get(Request.path("containers", name, "json"))).object().text("Id");
    } catch (ApiException.Refused refused) {
      if (refused.notFound()) {
        return name;
      }
      throw refused;
    }
  }
}
