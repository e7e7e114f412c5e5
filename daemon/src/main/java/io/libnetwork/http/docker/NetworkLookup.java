package io.libnetwork.http.docker;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import java.util.List;
import java.util.Optional;

/// Which network a caller means: by its whole id, by its name, or by the beginning of its id, in
/// this order.
final class NetworkLookup {

  private static final int ID_LENGTH = 64;

  private final Controller controller;

  NetworkLookup(Controller controller) {
    this.controller = controller;
  }

  /// @throws NetworkException.NotFound if there is none
  /// @throws NetworkException.InvalidParameter if it may be several
  Network get(String term) {
    return find(term)
        .orElseThrow(() -> new NetworkException.NotFound("network %s not found".formatted(term)));
  }

  /// @throws NetworkException.InvalidParameter if it may be several
  Optional<Network> find(String term) {
    if (term.length() == ID_LENGTH) {
      Optional<Network> byId =
          controller.networks().stream().filter(one -> one.id().value().equals(term)).findFirst();
      if (byId.isPresent()) {
        return byId;
      }
    }
    return controller.findNetwork(term).or(() -> byBeginning(term));
  }

  private Optional<Network> byBeginning(String term) {
    if (term.isEmpty()) {
      return Optional.empty();
    }
    List<Network> found =
        controller.networks().stream().filter(one -> one.id().value().startsWith(term)).toList();
    if (found.size() > 1) {
      throw new NetworkException.InvalidParameter(
          "network %s is ambiguous (%d matches found based on ID prefix)"
              .formatted(term, found.size()));
    }
    return found.stream().findFirst();
  }
}
