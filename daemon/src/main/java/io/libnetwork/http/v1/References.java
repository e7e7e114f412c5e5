package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Reservation;
import io.libnetwork.Sandbox;
import io.libnetwork.Service;
import io.libnetwork.http.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what a request names: by its id, by its name, or by the beginning of its id, in this
/// order; a sandbox also by the beginning of its container's id.
///
/// Who names nothing is answered [NetworkException.NotFound], and who names several
/// [NetworkException.InvalidParameter].
final class References {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{1,63}");
  private static final int SHOWN = 4;
  private static final int SHORT = 12;

  private final Controller controller;

  References(Controller controller) {
    this.controller = controller;
  }

  /// The network at the place `network` of a call.
  Network network(Call call) {
    return network(call.place("network"));
  }

  Network network(String text) {
    return findNetwork(text)
        .orElseThrow(
            () -> new NetworkException.NotFound("there is no network '%s'".formatted(text)));
  }

  Optional<Network> findNetwork(String text) {
    if (ID.matcher(text).matches()) {
      Optional<Network> exact = controller.findNetwork(new NetworkId(text));
      if (exact.isPresent()) {
        return exact;
      }
    }
    return controller
        .findNetwork(text)
        .or(() ->
            beginning("network", text, controller::networks, it -> Stream.of(it.id().value())));
  }

  /// The endpoint at the place `endpoint` of a call, on the network at the place `network`.
  Endpoint endpoint(Call call) {
    return endpoint(network(call), call.place("endpoint"));
  }

  Endpoint endpoint(Network network, String text) {
    return byId(text, network::endpoints, it -> it.id().value())
        .or(() -> network.findEndpoint(text))
        .or(() -> beginning("endpoint", text, network::endpoints, it -> Stream.of(it.id().value())))
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "network %s has no endpoint '%s'".formatted(network.name(), text)));
  }

  /// The sandbox at the place `sandbox` of a call.
  Sandbox sandbox(Call call) {
    return sandbox(call.place("sandbox"));
  }

  Sandbox sandbox(String text) {
    return exactSandbox(text)
        .or(() -> beginning("sandbox", text, controller::sandboxes, References::ids))
        .orElseThrow(
            () -> new NetworkException.NotFound("there is no sandbox '%s'".formatted(text)));
  }

  /// Also its container's, where that is called by one, as Docker's are.
  private static Stream<String> ids(Sandbox sandbox) {
    return Stream.of(sandbox.id().value(), sandbox.container())
        .filter(text -> ID.matcher(text).matches());
  }

  /// The sandbox of an id or a container.
  Optional<Sandbox> exactSandbox(String text) {
    return byId(text, controller::sandboxes, it -> it.id().value())
        .or(() -> controller.findSandbox(text));
  }

  /// The service at the place `service` of a call.
  Service service(Call call) {
    Network network = network(call);
    String name = call.place("service");
    return network
        .findService(name)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "network %s has no service '%s'".formatted(network.name(), name)));
  }

  /// The reservation at the place `endpoint` of a call.
  Reservation reservation(Call call) {
    Network network = network(call);
    String name = call.place("endpoint");
    return network
        .findReservation(name)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "network %s keeps nothing for an endpoint '%s'".formatted(network.name(), name)));
  }

  private static <T> Optional<T> byId(String text, Supplier<List<T>> all, Function<T, String> id) {
    return ID.matcher(text).matches()
        ? all.get().stream().filter(each -> id.apply(each).equals(text)).findFirst()
        : Optional.empty();
  }

  private static <T> Optional<T> beginning(
      String what, String text, Supplier<List<T>> all, Function<T, Stream<String>> ids) {
    if (!BEGINNING.matcher(text).matches()) {
      return Optional.empty();
    }
    List<T> found =
        all.get().stream()
            .filter(each -> ids.apply(each).anyMatch(id -> id.startsWith(text)))
            .limit(SHOWN)
            .toList();
    if (found.size() > 1) {
      String meant =
          found.stream()
              .flatMap(each -> ids.apply(each).filter(id -> id.startsWith(text)))
              .map(id -> id.substring(0, SHORT))
              .collect(Collectors.joining(", "));
      throw new NetworkException.InvalidParameter(
          "'%s' begins the id of more than one %s: %s".formatted(text, what, meant));
    }
    return found.stream().findFirst();
  }
}
