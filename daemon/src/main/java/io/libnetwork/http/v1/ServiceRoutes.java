package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.ServiceRequest;
import java.io.IOException;
import java.util.List;

/// Services.
final class ServiceRoutes {

  private static final String ALL = "/v1/networks/{network}/services";
  private static final String ONE = ALL + "/{service}";

  private final Controller controller;
  private final References references;

  ServiceRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", ALL, this::list),
        Operation.change("POST", ALL, this::create),
        Operation.read("GET", ONE, this::get),
        Operation.change("DELETE", ONE, this::delete),
        Operation.read("GET", ONE + "/counters", this::count));
  }

  private Answer list(Call call) {
    return Answer.json(
        references.network(call).services().stream().map(ServiceResources::of).toList());
  }

  private Answer create(Call call) throws IOException {
    Network network = references.network(call);
    ServiceRequest request = Json.readStrict(call, ServiceRequest.class);
    String name = Values.required("name", request.name());
    ServiceOption[] options = ServiceOptions.of(request);
    return DryRun.or(
        call,
        () -> controller.planner().createService(network, name, options),
        () -> created(network.createService(name, options)));
  }

  private static Answer created(Service service) {
    return Answer.json(201, ServiceResources.of(service)).with("Location", location(service));
  }

  /// Where it is found.
  static String location(Service service) {
    return "/v1/networks/%s/services/%s".formatted(service.network().id(), service.name());
  }

  private Answer get(Call call) {
    return Answer.json(ServiceResources.of(references.service(call)));
  }

  private Answer delete(Call call) {
    Service service = references.service(call);
    return DryRun.orDone(call, () -> controller.planner().delete(service), service::delete);
  }

  private Answer count(Call call) {
    return Answer.json(ServiceResources.of(references.service(call).counters()));
  }
}
