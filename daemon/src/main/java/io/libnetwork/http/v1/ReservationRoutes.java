package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.Reservation;
import io.libnetwork.address.IpAddress;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.ReservationRequest;
import java.io.IOException;
import java.util.List;

/// What networks keep for endpoints.
final class ReservationRoutes {

  private static final String ALL = "/v1/networks/{network}/reservations";
  private static final String ONE = ALL + "/{endpoint}";

  private final Controller controller;
  private final References references;

  ReservationRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", ALL, this::list),
        Operation.change("POST", ALL, this::reserve),
        Operation.read("GET", ONE, this::get),
        Operation.change("DELETE", ONE, this::release));
  }

  private Answer list(Call call) {
    return Answer.json(
        references.network(call).reservations().stream().map(NetworkResources::of).toList());
  }

  private Answer reserve(Call call) throws IOException {
    Network network = references.network(call);
    ReservationRequest request = Json.readStrict(call, ReservationRequest.class);
    String name = Values.required("name", request.name());
    IpAddress[] addresses =
        Values.each("address", request.addresses(), IpAddress::parse).toArray(IpAddress[]::new);
    return DryRun.or(
        call,
        () -> controller.planner().reserve(network, name, addresses),
        () -> reserved(network.reserve(name, addresses)));
  }

  private static Answer reserved(Reservation made) {
    return Answer.json(201, NetworkResources.of(made))
        .with(
            "Location",
            "/v1/networks/%s/reservations/%s".formatted(made.network().id(), made.name()));
  }

  private Answer get(Call call) {
    return Answer.json(NetworkResources.of(references.reservation(call)));
  }

  private Answer release(Call call) {
    Reservation reservation = references.reservation(call);
    return DryRun.orDone(
        call, () -> controller.planner().release(reservation), reservation::release);
  }
}
