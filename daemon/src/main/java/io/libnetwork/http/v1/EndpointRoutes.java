package io.libnetwork.http.v1;

import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Plan;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.BandwidthResource;
import io.libnetwork.wire.v1.EndpointRequest;
import io.libnetwork.wire.v1.JoinRequest;
import io.libnetwork.wire.v1.SandboxRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// Endpoints, and who joins by them.
final class EndpointRoutes {

  private static final String ALL = "/v1/networks/{network}/endpoints";
  private static final String ONE = ALL + "/{endpoint}";
  private static final String FORCE = "force";

  private final Controller controller;
  private final References references;

  EndpointRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", ALL, this::list),
        Operation.change("POST", ALL, this::create),
        Operation.read("GET", ONE, this::get),
        Operation.change("DELETE", ONE, this::delete, FORCE),
        Operation.change("POST", ONE + "/join", this::join),
        Operation.change("POST", ONE + "/leave", this::leave),
        Operation.change("PUT", ONE + "/bandwidth", this::limit));
  }

  private Answer list(Call call) {
    return Answer.json(
        references.network(call).endpoints().stream().map(EndpointResources::of).toList());
  }

  private Answer create(Call call) throws IOException {
    Network network = references.network(call);
    EndpointRequest request = Json.readStrict(call, EndpointRequest.class);
    String name = Values.required("name", request.name());
    EndpointOption[] options = EndpointOptions.of(request);
    return DryRun.or(
        call,
        () -> controller.planner().createEndpoint(network, name, options),
        () -> created(network.createEndpoint(name, options)));
  }

  private static Answer created(Endpoint endpoint) {
    return Answer.json(201, EndpointResources.of(endpoint))
        .with(
            "Location",
            "/v1/networks/%s/endpoints/%s".formatted(endpoint.network().id(), endpoint.id()));
  }

  private Answer get(Call call) {
    return Answer.json(EndpointResources.of(references.endpoint(call)));
  }

  private Answer delete(Call call) {
    boolean force = Values.flag(call, FORCE);
    Endpoint endpoint = references.endpoint(call);
    return force
        ? DryRun.orDone(
            call, () -> controller.planner().deleteForced(endpoint), endpoint::deleteForced)
        : DryRun.orDone(call, () -> controller.planner().delete(endpoint), endpoint::delete);
  }

  private Answer join(Call call) throws IOException {
    Endpoint endpoint = references.endpoint(call);
    JoinRequest request = Json.readStrict(call, JoinRequest.class);
    String there = request.sandbox();
    SandboxRequest made = request.create();
    if (there != null && made == null) {
      Sandbox sandbox = references.sandbox(there);
      return changed(
          call,
          endpoint,
          () -> controller.planner().join(endpoint, sandbox),
          () -> endpoint.join(sandbox));
    }
    if (there == null && made != null) {
      return join(call, endpoint, made);
    }
    throw new NetworkException.InvalidParameter(
        "invalid request to join, sandbox %s, create %s: expected one of both"
            .formatted(there, made == null ? null : made.container()));
  }

  private Answer join(Call call, Endpoint endpoint, SandboxRequest request) {
    String container = Values.required("container", request.container());
    SandboxOption[] options = SandboxOptions.of(request);
    return changed(
        call,
        endpoint,
        () -> controller.planner().join(endpoint, container, options),
        () -> {
          String _ = endpoint.join(container, options);
        });
  }

  private Answer leave(Call call) {
    Endpoint endpoint = references.endpoint(call);
    return changed(call, endpoint, () -> controller.planner().leave(endpoint), endpoint::leave);
  }

  private Answer limit(Call call) throws IOException {
    Endpoint endpoint = references.endpoint(call);
    BandwidthLimits limits = EndpointOptions.limits(Json.readStrict(call, BandwidthResource.class));
    return changed(
        call,
        endpoint,
        () -> controller.planner().limitBandwidth(endpoint, limits),
        () -> endpoint.limitBandwidth(limits));
  }

  private static Answer changed(
      Call call, Endpoint endpoint, Supplier<Plan> plan, Runnable operation) {
    return DryRun.or(
        call,
        plan,
        () -> {
          operation.run();
          return Answer.json(EndpointResources.of(endpoint));
        });
  }
}
