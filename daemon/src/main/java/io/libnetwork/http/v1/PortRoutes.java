package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.PublishRequest;
import io.libnetwork.wire.v1.PublishedResource;
import java.io.IOException;
import java.util.List;

/// Ports of endpoints, published and unpublished while connections go on.
final class PortRoutes {

  private static final String PATTERN = "/v1/networks/{network}/endpoints/{endpoint}/ports";
  private static final String PORT = "port";

  private final Controller controller;
  private final References references;

  PortRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", PATTERN, this::list),
        Operation.change("POST", PATTERN, this::publish),
        Operation.change("DELETE", PATTERN, this::unpublish, PORT));
  }

  private Answer list(Call call) {
    return Answer.json(EndpointResources.ports(references.endpoint(call)));
  }

  private Answer publish(Call call) throws IOException {
    Endpoint endpoint = references.endpoint(call);
    PublishRequest request = Json.readStrict(call, PublishRequest.class);
    PublishedPort[] ports = ports("ports", Values.required("ports", request.ports()));
    return DryRun.or(
        call,
        () -> controller.planner().publish(endpoint, ports),
        () ->
            Answer.json(
                new PublishedResource(EndpointResources.bindings(endpoint.publish(ports)))));
  }

  private Answer unpublish(Call call) {
    Endpoint endpoint = references.endpoint(call);
    PublishedPort[] ports = ports(PORT, Values.all(call, PORT));
    return DryRun.orDone(
        call,
        () -> controller.planner().unpublish(endpoint, ports),
        () -> endpoint.unpublish(ports));
  }

  private static PublishedPort[] ports(String name, List<String> texts) {
    if (texts.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "no '%s' in the request: expected one at least, as in 8080:80/tcp".formatted(name));
    }
    return Values.each("port", texts, PublishedPort::parse).toArray(PublishedPort[]::new);
  }
}
