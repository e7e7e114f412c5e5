package io.libnetwork.http.docker;

import io.libnetwork.AttachOption;
import io.libnetwork.AttachRequest;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Sandbox;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.http.docker.Containers.Who;
import io.libnetwork.wire.docker.EndpointSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What becomes of a container: started, stopped, put on networks and taken from them, removed.
///
/// A container that has been started is on its networks, and one that has not only notes which
/// those will be. Each of these is done under the container's lock, and whole or not at all.
final class ContainerWork {

  /// The drivers whose endpoints publish ports.
  private static final Set<String> PUBLISHING = Set.of(BridgeDriver.NAME, PtpDriver.NAME);

  private final Containers containers;
  private final ContainerCreation creation;
  private final InstantSource clock;

  ContainerWork(Containers containers, ContainerCreation creation, InstantSource clock) {
    this.containers = containers;
    this.creation = creation;
    this.clock = clock;
  }

  private static <T> T holding(Container container, Supplier<T> work) {
    container.lock.lock();
    try {
      container.requireThere();
      return work.get();
    } finally {
      container.lock.unlock();
    }
  }

  /// Does something, and where that fails something else that takes back what was done before it.
  private static void undoing(Runnable work, Runnable undo) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      try {
        undo.run();
      } catch (RuntimeException also) {
        failure.addSuppressed(also);
      }
      throw failure;
    }
  }

  /// Answers whether it was not running.
  boolean start(Container container) {
    return holding(
        container,
        () -> {
          if (container.record().running()) {
            return false;
          }
          if (containers.sandbox(container).isEmpty()) {
            creation.makeSandbox(container.record());
          }
          attachAll(container);
          ContainerRecord running = container.record().running(true, clock.instant());
          undoing(
              () -> write(container, running),
              () -> containers.sandbox(container).ifPresent(ContainerWork::leaveAll));
          return true;
        });
  }

  private void attachAll(Container container) {
    List<AttachRequest> requests = new ArrayList<>();
    for (Map.Entry<String, EndpointSettings> one : container.record().networks().entrySet()) {
      Network network =
          containers
              .controller()
              .findNetwork(new NetworkId(one.getKey()))
              .orElseThrow(() ->
                  new NetworkException.NotFound("network %s not found".formatted(one.getKey())));
      requests.add(request(container, network, one.getValue()));
    }
    if (requests.size() == 1) {
      var _ = containers.controller().attach(requests.getFirst());
    } else if (!requests.isEmpty()) {
      var _ = containers.controller().attachAll(requests);
    }
  }

  /// Every endpoint is told the container's ports: they are published by the one that is the way
  /// out, and go with that to another.
  private static AttachRequest request(
      Container container, Network network, EndpointSettings settings) {
    ContainerRecord record = container.record();
    List<AttachOption> options = new ArrayList<>(EndpointWords.options(network, settings));
    if (PUBLISHING.contains(network.driver())) {
      options.addAll(PortWords.options(record.host(), record.exposed()));
    }
    return new AttachRequest(record.id(), network, record.name(), options);
  }

  /// Answers whether it was running.
  boolean stop(Container container) {
    return holding(container, () -> stopLocked(container));
  }

  private boolean stopLocked(Container container) {
    if (!container.record().running()) {
      return false;
    }
    write(container, container.record().running(false, clock.instant()));
    containers.sandbox(container).ifPresent(ContainerWork::leaveAll);
    return true;
  }

  private static void leaveAll(Sandbox sandbox) {
    List.copyOf(sandbox.endpoints()).forEach(Endpoint::deleteForced);
  }

  /// Takes it away, with its sandbox.
  ///
  /// @throws NetworkException.Conflict if it runs, unless that does not matter
  void remove(Container container, boolean running) {
    holding(
        container,
        () -> {
          if (container.record().running() && !running) {
            throw new NetworkException.Conflict(
                "cannot remove container \"/%s\": container is running: stop the container before removing or force remove"
                    .formatted(container.name()));
          }
          containers.store().remove(container.record());
          containers.sandbox(container).ifPresent(Sandbox::delete);
          container.removed();
          containers.drop(container);
          return true;
        });
  }

  /// Gives it another name, under which its endpoints are known from the next start on.
  void rename(Container container, String asked) {
    holding(
        container,
        () -> {
          String before = container.name();
          String name = taken(container, asked);
          try {
            write(container, container.record().named(name));
          } catch (RuntimeException failure) {
            containers.giveBack(name, container.id());
            throw failure;
          }
          containers.giveBack(before, container.id());
          return true;
        });
  }

  private String taken(Container container, String asked) {
    String trouble = "Error when allocating new name: ";
    try {
      String name = ContainerCreation.bare(asked.startsWith("/") ? asked : "/" + asked);
      containers.take(name, container.id());
      return name;
    } catch (NetworkException.Conflict conflict) {
      throw new NetworkException.Conflict(trouble + conflict.getMessage());
    } catch (NetworkException.InvalidParameter invalid) {
      throw new NetworkException.InvalidParameter(trouble + invalid.getMessage(), invalid);
    }
  }

  private void write(Container container, ContainerRecord next) {
    containers.store().put(next);
    container.become(next);
  }

  /// Puts a container on a network, or notes it where it does not run.
  void connect(Network network, Who who, EndpointSettings settings) {
    switch (who) {
      case Who.Made(Container container) ->
          holding(container, () -> connect(network, container, settings));
      case Who.Stranger(Sandbox sandbox) -> {
        requireNew(network, sandbox.container(), Optional.of(sandbox));
        var _ =
            containers
                .controller()
                .attach(
                    new AttachRequest(
                        sandbox.container(),
                        network,
                        List.copyOf(EndpointWords.options(network, settings))));
      }
    }
  }

  private boolean connect(Network network, Container container, EndpointSettings settings) {
    requireConnectable(network, container);
    ContainerRecord before = container.record();
    requireNew(network, container.name(), containers.sandbox(container));
    EndpointWords.requireFitting(network.name(), settings);
    ContainerRecord after = before.with(network.id().value(), settings.asked());
    AttachRequest request = request(container, network, settings);
    if (!before.running()) {
      // What was asked for first stands.
      if (!before.networks().containsKey(network.id().value())) {
        write(container, after);
      }
      return true;
    }
    // On disk together with what is attached, which waits for it.
    var _ = containers.store().queue(after);
    undoing(
        () -> {
          var _ = containers.controller().attach(request);
        },
        () -> containers.store().put(before));
    container.become(after);
    return true;
  }

  private static void requireConnectable(Network network, Container container) {
    String mode = container.record().networkMode();
    if (mode.startsWith("container:") || mode.equals(Predefined.HOST)) {
      throw new NetworkException.InvalidParameter(
          "container sharing network namespace with another container or host cannot be connected to any other network");
    }
    if (network.name().equals(Predefined.HOST)) {
      throw new NetworkException.InvalidParameter(
          "container cannot be disconnected from host network or connected to host network");
    }
    boolean none = network.name().equals(Predefined.NONE);
    if (none || mode.equals(Predefined.NONE)) {
      throw new NetworkException.InvalidParameter(
          "container cannot be connected to multiple networks with one of the networks in private (none) mode");
    }
  }

  private static void requireNew(Network network, String name, Optional<Sandbox> sandbox) {
    boolean there =
        sandbox.stream()
            .flatMap(one -> one.endpoints().stream())
            .anyMatch(endpoint -> endpoint.network() == network);
    if (there) {
      throw new NetworkException.Forbidden(
          "endpoint with name %s already exists in network %s".formatted(name, network.name()));
    }
  }

  /// Takes a container from a network.
  void disconnect(Network network, Who who) {
    switch (who) {
      case Who.Made(Container container) ->
          holding(container, () -> disconnect(network, container));
      case Who.Stranger(Sandbox sandbox) ->
          endpoint(network, sandbox)
              .orElseThrow(() -> notConnected(sandbox.container(), network))
              .deleteForced();
    }
  }

  private boolean disconnect(Network network, Container container) {
    container.requireOwnNetworks("cannot disconnect from network " + network.name());
    ContainerRecord before = container.record();
    if (network.name().equals(Predefined.HOST) && before.networkMode().equals(Predefined.HOST)) {
      throw new NetworkException.InvalidParameter(
          "container cannot be disconnected from host network or connected to host network");
    }
    if (!before.networks().containsKey(network.id().value())) {
      throw before.running()
          ? notConnected(container.id(), network)
          : new NetworkException.Forbidden(
              "container %s is not connected to the network %s"
                  .formatted(container.id(), network.name()));
    }
    Optional<Endpoint> endpoint =
        containers.sandbox(container).flatMap(sandbox -> endpoint(network, sandbox));
    ContainerRecord after = before.without(network.id().value());
    if (endpoint.isPresent()) {
      // As with connecting: what is written next is waited for.
      var _ = containers.store().queue(after);
      undoing(() -> endpoint.get().deleteForced(), () -> containers.store().put(before));
      container.become(after);
    } else {
      write(container, after);
    }
    return true;
  }

  private static Optional<Endpoint> endpoint(Network network, Sandbox sandbox) {
    return sandbox.endpoints().stream()
        .filter(endpoint -> endpoint.network() == network)
        .findFirst();
  }

  private static NetworkException notConnected(String container, Network network) {
    return new NetworkException.Forbidden(
        "container %s is not connected to network %s".formatted(container, network.name()));
  }
}
