package io.libnetwork.http.docker;

import io.libnetwork.Controller;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Sandbox;
import io.libnetwork.store.StateStore;
import io.libnetwork.wire.docker.EndpointSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The containers that Docker's API knows: those that were made by it, each with a record beside
/// its sandbox, and the sandboxes that somebody else made, which run as long as they are there.
///
/// Safe for use by many threads.
public final class Containers {

  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
  private static final int ID_LENGTH = 64;

  private final Controller controller;
  private final ContainerStore store;
  private final Map<String, Container> byId = new ConcurrentHashMap<>();

  /// Names and the ids they are of; also of those that are being made.
  private final Map<String, String> names = new ConcurrentHashMap<>();

  private Containers(Controller controller, ContainerStore store) {
    this.controller = controller;
    this.store = store;
  }

  /// The containers that were there when the process before ended.
  ///
  /// @param store where their records are
  public static Containers open(
      Controller controller, Optional<StateStore> store, InstantSource clock) {
    Containers containers = new Containers(controller, new ContainerStore(store));
    containers.restore(clock);
    return containers;
  }

  private void restore(InstantSource clock) {
    for (ContainerRecord record : store.all()) {
      byId.put(record.id(), new Container(record));
      names.put(record.name(), record.id());
    }
    for (Container container : all()) {
      agree(container, clock);
    }
    for (Sandbox sandbox : controller.sandboxes()) {
      if (sandbox.config().labels().containsKey(DockerWords.CONTAINER)
          && !byId.containsKey(sandbox.container())) {
        LOG.info("removing {}, whose making or removal was cut short", sandbox);
        sandbox.delete();
      }
    }
  }

  /// One that ran has stopped where its sandbox is gone, as after a reboot; one that was being
  /// stopped or started when the process ended is on no network.
  private void agree(Container container, InstantSource clock) {
    ContainerRecord record = container.record();
    Optional<Sandbox> sandbox = sandbox(container);
    if (record.running() && sandbox.isEmpty()) {
      ContainerRecord stopped = record.running(false, clock.instant());
      store.put(stopped);
      container.become(stopped);
    } else if (!record.running()) {
      sandbox.ifPresent(there -> List.copyOf(there.endpoints()).forEach(one -> one.deleteForced()));
    }
  }

  Controller controller() {
    return controller;
  }

  ContainerStore store() {
    return store;
  }

  Collection<Container> all() {
    return byId.values();
  }

  Optional<Sandbox> sandbox(Container container) {
    return controller.findSandbox(container.id());
  }

  /// Sandboxes that others made.
  List<Sandbox> strangers() {
    return controller.sandboxes().stream()
        .filter(sandbox -> !byId.containsKey(sandbox.container()))
        .filter(sandbox -> !sandbox.config().labels().containsKey(DockerWords.CONTAINER))
        .toList();
  }

  /// Whether a sandbox's container is one of Docker's API.
  boolean knows(String container) {
    return byId.containsKey(container);
  }

  /// The id by which Docker's API knows whose sandbox it is.
  String idOf(Sandbox sandbox) {
    return byId.containsKey(sandbox.container()) ? sandbox.container() : sandbox.id().value();
  }

  /// The name by which Docker's API knows whose sandbox it is.
  String nameOf(Sandbox sandbox) {
    Container container = byId.get(sandbox.container());
    return container == null ? sandbox.container() : container.name();
  }

  /// Takes a name for a container that is being made.
  ///
  /// @throws NetworkException.Conflict if another has it
  void take(String name, String id) {
    String holder = names.putIfAbsent(name, id);
    if (holder != null || controller.findSandbox(name).isPresent()) {
      if (holder == null) {
        names.remove(name, id);
      }
      throw new NetworkException.Conflict(
          "Conflict. The container name \"/%s\" is already in use by container \"%s\". You have to remove (or rename) that container to be able to reuse that name."
              .formatted(name, holder == null ? name : holder));
    }
  }

  void giveBack(String name, String id) {
    names.remove(name, id);
  }

  void add(Container container) {
    byId.put(container.id(), container);
  }

  void drop(Container container) {
    byId.remove(container.id());
    names.remove(container.name(), container.id());
  }

  /// Who is meant: by the whole id, the name, or the beginning of the id.
  ///
  /// @throws NetworkException.NotFound if there is none
  /// @throws NetworkException.InvalidParameter if it may be several
  Who get(String term) {
    return find(term).orElseThrow(() -> notFound(term));
  }

  static NetworkException.NotFound notFound(String term) {
    return new NetworkException.NotFound("No such container: " + term);
  }

  Optional<Who> find(String term) {
    String name = term.startsWith("/") ? term.substring(1) : term;
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Container whole = name.length() == ID_LENGTH ? byId.get(name) : null;
    String id = names.get(name);
    Container found = whole != null || id == null ? whole : byId.get(id);
    if (found != null) {
      return Optional.of(new Who.Made(found));
    }
    return controller
        .findSandbox(name)
        .filter(sandbox -> !byId.containsKey(sandbox.container()))
        .<Who>map(Who.Stranger::new)
        .or(() -> byBeginning(name));
  }

  private Optional<Who> byBeginning(String term) {
    List<Who> found = new ArrayList<>();
    for (Container container : all()) {
      if (container.id().startsWith(term)) {
        found.add(new Who.Made(container));
      }
    }
    for (Sandbox sandbox : strangers()) {
      if (sandbox.id().value().startsWith(term)) {
        found.add(new Who.Stranger(sandbox));
      }
    }
    if (found.size() > 1) {
      throw new NetworkException.InvalidParameter(
          "Multiple IDs found with provided prefix: " + term);
    }
    return found.stream().findFirst();
  }

  /// Whoever has a sandbox.
  sealed interface Who {

    /// Made by Docker's API.
    record Made(Container container) implements Who {}

    /// Made by somebody else.
    record Stranger(Sandbox sandbox) implements Who {}
  }

  /// What it asks for on its networks, without those that are gone.
  Map<String, EndpointSettings> present(ContainerRecord record) {
    Map<String, EndpointSettings> present = new LinkedHashMap<>();
    record
        .networks()
        .forEach((id, settings) -> {
          if (controller.findNetwork(new NetworkId(id)).isPresent()) {
            present.put(id, settings);
          }
        });
    return present;
  }
}
