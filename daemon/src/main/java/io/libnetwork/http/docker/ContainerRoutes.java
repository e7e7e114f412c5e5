package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.http.Router;
import io.libnetwork.http.docker.ContainerDescription.Summary;
import io.libnetwork.http.docker.Containers.Who;
import io.libnetwork.wire.docker.ContainerCreateRequest;
import io.libnetwork.wire.docker.ContainerCreateResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// `/containers`: what there is of containers where networks are all there is.
final class ContainerRoutes {

  private static final Set<String> FILTERS =
      Set.of(
          "id",
          "label",
          "name",
          "network",
          "status",
          "ancestor",
          "before",
          "exited",
          "expose",
          "health",
          "is-task",
          "isolation",
          "publish",
          "since",
          "volume");

  /// Filters that narrow by what is not known here.
  private static final Set<String> UNSERVED =
      Set.of(
          "ancestor",
          "before",
          "exited",
          "expose",
          "health",
          "is-task",
          "isolation",
          "publish",
          "since",
          "volume");

  private static final Set<String> STATES =
      Set.of("created", "dead", "exited", "paused", "removing", "restarting", "running");

  private final Containers containers;
  private final ContainerCreation creation;
  private final ContainerWork work;
  private final ContainerDescription description;
  private final DockerEvents events;
  private final InstantSource clock;

  ContainerRoutes(
      Containers containers,
      ContainerCreation creation,
      ContainerWork work,
      DockerEvents events,
      InstantSource clock) {
    this.containers = containers;
    this.creation = creation;
    this.work = work;
    this.description = new ContainerDescription(containers);
    this.events = events;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("GET", "/containers/json", this::list)
        .add("POST", "/containers/create", this::create)
        .add("GET", "/containers/{id}/json", this::inspect)
        .add("POST", "/containers/{id}/start", this::start)
        .add("POST", "/containers/{id}/stop", this::stop)
        .add("POST", "/containers/{id}/kill", this::stop)
        .add("POST", "/containers/{id}/restart", this::restart)
        .add("POST", "/containers/{id}/rename", this::rename)
        .add("POST", "/containers/{id}/wait", this::await)
        .add("DELETE", "/containers/{id}", this::remove);
  }

  private Answer list(Call call) {
    Filters filters = Filters.of(call.query(), FILTERS);
    for (String key : UNSERVED) {
      if (!filters.get(key).isEmpty()) {
        throw new NetworkException.NotImplemented(
            "the filter '%s' is not served: containers have no images, volumes or processes here"
                .formatted(key));
      }
    }
    requireStates(filters);
    long limit = call.query().number("limit").filter(number -> number > 0).orElse(Long.MAX_VALUE);
    boolean all =
        call.query().flag("all") || !filters.get("status").isEmpty() || limit < Long.MAX_VALUE;
    ApiVersion version = DockerApi.version(call);
    List<Summary> found = new ArrayList<>();
    for (Who who : everybody()) {
      if (all || description.running(who)) {
        Summary summary = description.summary(who, version, clock.instant());
        if (fits(filters, summary)) {
          found.add(summary);
        }
      }
    }
    found.sort(Comparator.comparing(Summary::created).reversed());
    return Answer.json(found.stream().limit(limit).map(Summary::json).toList());
  }

  private static void requireStates(Filters filters) {
    for (String state : filters.get("status")) {
      if (!STATES.contains(state)) {
        throw new NetworkException.InvalidParameter("invalid filter 'status=%s'".formatted(state));
      }
    }
  }

  private List<Who> everybody() {
    List<Who> everybody = new ArrayList<>();
    containers.all().forEach(container -> everybody.add(new Who.Made(container)));
    containers.strangers().forEach(sandbox -> everybody.add(new Who.Stranger(sandbox)));
    return everybody;
  }

  private static boolean fits(Filters filters, Summary summary) {
    return filters.pattern("id", summary.id())
        && (filters.pattern("name", summary.name())
            || filters.pattern("name", "/" + summary.name()))
        && filters.any("status", summary.state()::equals)
        && filters.any("network", term -> on(summary, term))
        && filters.labels(summary.labels());
  }

  private static boolean on(Summary summary, String term) {
    return summary.networks().containsKey(term)
        || summary.networks().values().stream()
            .anyMatch(one -> String.valueOf(one.networkId()).startsWith(term));
  }

  private Answer create(Call call) throws IOException {
    ContainerCreateRequest asked = Json.read(call, ContainerCreateRequest.class);
    Container made = creation.create(call.query().find("name").orElse(""), asked, clock.instant());
    events.container("create", made.record());
    return Answer.json(201, new ContainerCreateResponse(made.id(), List.of()));
  }

  private Answer inspect(Call call) {
    return Answer.json(description.full(containers.get(call.place("id")), DockerApi.version(call)));
  }

  /// A container that Docker's API made; of others it cannot be said when they run.
  private Container made(Call call) {
    return switch (containers.get(call.place("id"))) {
      case Who.Made(Container container) -> container;
      case Who.Stranger(Sandbox sandbox) ->
          throw new NetworkException.NotImplemented(
              "sandbox %s was not made by this API: it runs until it is removed"
                  .formatted(sandbox.container()));
    };
  }

  private Answer start(Call call) {
    Container container = made(call);
    boolean changed = work.start(container);
    if (changed) {
      events.container("start", container.record());
    }
    return Answer.empty(changed ? 204 : 304);
  }

  private Answer stop(Call call) {
    Container container = made(call);
    boolean changed = work.stop(container);
    if (changed) {
      events.container("die", container.record());
      events.container("stop", container.record());
    }
    if (!changed && call.path().endsWith("/kill")) {
      throw new NetworkException.Conflict(
          "cannot kill container: %s: container %s is not running"
              .formatted(call.place("id"), container.id()));
    }
    return Answer.empty(changed ? 204 : 304);
  }

  private Answer restart(Call call) {
    Container container = made(call);
    var _ = work.stop(container);
    var _ = work.start(container);
    events.container("restart", container.record());
    return Answer.empty(204);
  }

  private Answer await(Call call) {
    Container container = made(call);
    String condition =
        call.query().find("condition").filter(text -> !text.isEmpty()).orElse("not-running");
    return new Ending(container, condition).awaited(events);
  }

  private Answer rename(Call call) {
    Container container = made(call);
    work.rename(container, call.query().find("name").orElse(""));
    events.container("rename", container.record());
    return Answer.empty(204);
  }

  private Answer remove(Call call) {
    boolean force = call.query().flag("force");
    switch (containers.get(call.place("id"))) {
      case Who.Made(Container container) -> {
        work.remove(container, force);
        events.container("destroy", container.record());
      }
      case Who.Stranger(Sandbox sandbox) -> {
        if (!force) {
          throw new NetworkException.Conflict(
              "cannot remove container \"/%s\": container is running: stop the container before removing or force remove"
                  .formatted(sandbox.container()));
        }
        sandbox.delete();
      }
    }
    return Answer.empty(204);
  }
}
