package io.libnetwork.http.docker;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.http.Router;
import io.libnetwork.http.docker.Containers.Who;
import io.libnetwork.wire.docker.EndpointSettings;
import io.libnetwork.wire.docker.NetworkConnectRequest;
import io.libnetwork.wire.docker.NetworkCreateRequest;
import io.libnetwork.wire.docker.NetworkCreateResponse;
import io.libnetwork.wire.docker.NetworkDisconnectRequest;
import io.libnetwork.wire.docker.NetworksPruned;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// `/networks`.
final class NetworkRoutes {

  private static final Set<String> PRUNE_FILTERS = Set.of("label", "label!", "until");

  private final Controller controller;
  private final Containers containers;
  private final ContainerWork work;
  private final NetworkLookup networks;
  private final NetworkDescription description;
  private final DockerEvents events;
  private final InstantSource clock;
  private final ReentrantLock pruning = new ReentrantLock();

  NetworkRoutes(
      Containers containers, ContainerWork work, DockerEvents events, InstantSource clock) {
    this.controller = containers.controller();
    this.containers = containers;
    this.work = work;
    this.networks = new NetworkLookup(controller);
    this.description = new NetworkDescription(containers);
    this.events = events;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("GET", "/networks", this::list)
        .add("POST", "/networks/create", this::create)
        .add("POST", "/networks/prune", this::prune)
        .add("GET", "/networks/{id}", this::inspect)
        .add("DELETE", "/networks/{id}", this::delete)
        .add("DELETE", "/networks", call -> deleteNothing())
        // A name with a slash is nobody's, which is said in the same words.
        .add("GET", "/networks/{id...}", this::inspect)
        .add("DELETE", "/networks/{id...}", this::delete)
        .add("POST", "/networks/{id}/connect", this::connect)
        .add("POST", "/networks/{id}/disconnect", this::disconnect)
        .add("POST", "/networks/{id}/{more}/connect", NetworkRoutes::nobody)
        .add("POST", "/networks/{id}/{more}/disconnect", NetworkRoutes::nobody);
  }

  private static Answer deleteNothing() {
    throw new NetworkException.NotFound("network \"\" not found");
  }

  private static Answer nobody(Call call) {
    throw new NetworkException.NotFound(
        "network %s/%s not found".formatted(call.place("id"), call.place("more")));
  }

  private Answer list(Call call) {
    NetworkFilters filters = NetworkFilters.of(call.query());
    boolean brief = !DockerApi.version(call).before(ApiVersion.WITHOUT_CONTAINERS_IN_LISTS);
    return Answer.json(
        controller.networks().stream()
            .filter(filters)
            .map(one -> brief ? description.brief(one) : description.full(one, false))
            .toList());
  }

  private Answer inspect(Call call) {
    boolean verbose = verbose(call.query().find("verbose").orElse(""));
    String scope = call.query().find("scope").orElse("");
    Network network = networks.get(call.place("id"));
    if (!scope.isEmpty() && !scope.equals("local")) {
      throw new NetworkException.NotFound("network %s not found".formatted(call.place("id")));
    }
    return Answer.json(description.full(network, verbose));
  }

  private static boolean verbose(String text) {
    return switch (text) {
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      default ->
          throw new NetworkException.InvalidParameter(
              "invalid value for verbose: '%s' is neither true nor false".formatted(text));
    };
  }

  private Answer create(Call call) throws IOException {
    NetworkCreateRequest asked = Json.read(call, NetworkCreateRequest.class);
    Network made = NetworkCreation.create(controller, asked, DockerApi.version(call));
    return Answer.json(201, new NetworkCreateResponse(made.id().value(), ""));
  }

  private Answer delete(Call call) {
    Network network = networks.get(call.place("id"));
    if (Predefined.is(network)) {
      throw new NetworkException.Forbidden(
          "%s is a pre-defined network and cannot be removed".formatted(network.name()));
    }
    List<Endpoint> endpoints = network.endpoints();
    if (!endpoints.isEmpty()) {
      throw new NetworkException.Forbidden(active(network, endpoints));
    }
    network.delete();
    return Answer.empty(204);
  }

  private static String active(Network network, List<Endpoint> endpoints) {
    return "error while removing network: network %s has active endpoints (%s)"
        .formatted(
            network.name(),
            String.join(
                ", ",
                endpoints.stream()
                    .sorted(Comparator.comparing(Endpoint::name))
                    .map(one ->
                        "name:\"%s\" id:\"%s\""
                            .formatted(one.name(), one.id().value().substring(0, 12)))
                    .toList()));
  }

  private Answer connect(Call call) throws IOException {
    NetworkConnectRequest asked = Json.read(call, NetworkConnectRequest.class);
    Network network = networks.get(call.place("id"));
    Who who = containers.get(requireContainer(asked.container()));
    EndpointSettings settings =
        Optional.ofNullable(asked.endpointConfig()).orElse(EndpointSettings.NONE);
    work.connect(network, who, settings);
    return Answer.empty(200);
  }

  private Answer disconnect(Call call) throws IOException {
    NetworkDisconnectRequest asked = Json.read(call, NetworkDisconnectRequest.class);
    Network network = networks.get(call.place("id"));
    String term = requireContainer(asked.container());
    Optional<Who> who = containers.find(term);
    if (who.isPresent()) {
      work.disconnect(network, who.get());
    } else if (Boolean.TRUE.equals(asked.force())) {
      network
          .findEndpoint(term)
          .orElseThrow(() -> new NetworkException.NotFound("endpoint %s not found".formatted(term)))
          .deleteForced();
    } else {
      throw Containers.notFound(term);
    }
    return Answer.empty(200);
  }

  private static String requireContainer(@Nullable String container) {
    if (container == null || container.isEmpty()) {
      throw new NetworkException.InvalidParameter("no Container: expected a name or an id");
    }
    return container;
  }

  /// Everything that nobody is on and somebody made.
  private Answer prune(Call call) {
    Filters filters = Filters.of(call.query(), PRUNE_FILTERS);
    Optional<java.time.Instant> until = Until.of(filters, clock.instant());
    if (!pruning.tryLock()) {
      throw new NetworkException.Conflict("a prune operation is already running");
    }
    try {
      List<String> deleted = new ArrayList<>();
      for (Network network : controller.networks()) {
        boolean old = until.map(limit -> !network.created().isAfter(limit)).orElse(true);
        if (old
            && NetworkFilters.dangling(network)
            && filters.labels(key -> DockerWords.theirs(network.labels(), key))
            && deleted(network)) {
          deleted.add(network.name());
        }
      }
      events.pruned();
      return Answer.json(new NetworksPruned(deleted.isEmpty() ? null : deleted));
    } finally {
      pruning.unlock();
    }
  }

  /// Somebody may have come to be on it, or rest on it, meanwhile.
  private static boolean deleted(Network network) {
    try {
      network.delete();
      return true;
    } catch (NetworkException.Forbidden _) {
      return false;
    }
  }
}
