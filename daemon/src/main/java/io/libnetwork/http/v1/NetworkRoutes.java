package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.NetworkRequest;
import io.libnetwork.wire.v1.RenewRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Networks.
final class NetworkRoutes {

  private static final String USUAL_DRIVER = "bridge";

  private final Controller controller;
  private final References references;

  NetworkRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", "/v1/networks", this::list),
        Operation.change("POST", "/v1/networks", this::create),
        Operation.read("GET", "/v1/networks/{network}", this::get),
        Operation.change("DELETE", "/v1/networks/{network}", this::delete),
        Operation.change("PUT", "/v1/networks/{network}/lease", this::renew));
  }

  private Answer list(Call call) {
    return Answer.json(controller.networks().stream().map(NetworkResources::of).toList());
  }

  private Answer create(Call call) throws IOException {
    NetworkRequest request = Json.readStrict(call, NetworkRequest.class);
    String name = Values.required("name", request.name());
    String driver = request.driver() == null ? USUAL_DRIVER : request.driver();
    NetworkOption[] options = NetworkOptions.of(request);
    return DryRun.or(
        call,
        () -> controller.planner().createNetwork(driver, name, options),
        () -> created(controller.createNetwork(driver, name, options)));
  }

  private static Answer created(Network network) {
    return Answer.json(201, NetworkResources.of(network))
        .with("Location", "/v1/networks/" + network.id());
  }

  private Answer get(Call call) {
    return Answer.json(NetworkResources.of(references.network(call)));
  }

  private Answer delete(Call call) {
    Network network = references.network(call);
    return DryRun.orDone(call, () -> controller.planner().delete(network), network::delete);
  }

  private Answer renew(Call call) throws IOException {
    Network network = references.network(call);
    Duration time = LeaseTexts.renewed(Json.readStrict(call, RenewRequest.class));
    return DryRun.or(
        call,
        () -> controller.planner().renew(network, time),
        () -> {
          network.renew(time);
          return Answer.json(NetworkResources.of(network));
        });
  }
}
