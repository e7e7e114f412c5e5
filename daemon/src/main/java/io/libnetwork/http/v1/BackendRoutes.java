package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Plan;
import io.libnetwork.Service;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.BackendRequest;
import io.libnetwork.wire.v1.DrainRequest;
import io.libnetwork.wire.v1.HealthRequest;
import io.libnetwork.wire.v1.WeightRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The backends of services.
final class BackendRoutes {

  private static final String ALL = "/v1/networks/{network}/services/{service}/backends";
  private static final String ONE = ALL + "/{endpoint}";

  private final Controller controller;
  private final References references;

  BackendRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.change("POST", ALL, this::add),
        Operation.change("DELETE", ONE, this::remove),
        Operation.change("PUT", ONE + "/weight", this::weigh),
        Operation.change("PUT", ONE + "/health", this::judge),
        Operation.change("POST", ONE + "/drain", this::drain));
  }

  private Answer add(Call call) throws IOException {
    Service service = references.service(call);
    BackendRequest request = Json.readStrict(call, BackendRequest.class);
    Endpoint endpoint =
        references.endpoint(service.network(), Values.required("endpoint", request.endpoint()));
    int weight = request.weight() == null ? 1 : request.weight();
    return DryRun.or(
        call,
        () -> controller.planner().add(service, endpoint, weight),
        () -> {
          service.add(endpoint, weight);
          return Answer.json(201, ServiceResources.of(service))
              .with("Location", ServiceRoutes.location(service));
        });
  }

  private Answer remove(Call call) {
    Service service = references.service(call);
    Endpoint endpoint = references.endpoint(call);
    return DryRun.orDone(
        call, () -> controller.planner().remove(service, endpoint), () -> service.remove(endpoint));
  }

  private Answer weigh(Call call) throws IOException {
    Service service = references.service(call);
    Endpoint endpoint = references.endpoint(call);
    WeightRequest request = Json.readStrict(call, WeightRequest.class);
    int weight = Values.required("weight", request.weight());
    return changed(
        call,
        service,
        () -> controller.planner().weigh(service, endpoint, weight),
        () -> service.weigh(endpoint, weight));
  }

  private Answer judge(Call call) throws IOException {
    Service service = references.service(call);
    Endpoint endpoint = references.endpoint(call);
    HealthRequest request = Json.readStrict(call, HealthRequest.class);
    boolean well = Values.required("healthy", request.healthy());
    return changed(
        call,
        service,
        () -> controller.planner().healthy(service, endpoint, well),
        () -> service.healthy(endpoint, well));
  }

  private Answer drain(Call call) throws IOException {
    Service service = references.service(call);
    Endpoint endpoint = references.endpoint(call);
    DrainRequest request = Json.readStrict(call, DrainRequest.class);
    Duration time = Values.duration("time of a drain", Values.required("time", request.time()));
    return changed(
        call,
        service,
        () -> controller.planner().drain(service, endpoint, time),
        () -> service.drain(endpoint, time));
  }

  private static Answer changed(
      Call call, Service service, Supplier<Plan> plan, Runnable operation) {
    return DryRun.or(
        call,
        plan,
        () -> {
          operation.run();
          return Answer.json(ServiceResources.of(service));
        });
  }
}
