package io.libnetwork.junit;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.apply.Labs;
import io.libnetwork.lab.command.NamespaceProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// A test's own networks and containers, by the names the test gave them.
///
/// On the host each has a name of its own, so any number of tests has the same at the same time.
/// Safe for use by many threads.
public final class LabSession implements AutoCloseable {

  /// How long what runs in a container may take to end when it is asked to.
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Lab lab;
  private final Controller controller;
  private final Labs labs;
  private final Removals removals;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<String, LabSandbox> sandboxes = new LinkedHashMap<>();

  /// @param lab that has been applied
  /// @param removals have it removed when it is closed
  /// @param folder for what programs write
  LabSession(Lab lab, Controller controller, Labs labs, Removals removals, Path folder) {
    this.lab = lab;
    this.controller = controller;
    this.labs = labs;
    this.removals = removals;
    Path own = folder.resolve(lab.name());
    lab.sandboxes()
        .forEach(sandbox ->
            sandboxes.put(
                sandbox.name(),
                new LabSandbox(
                    sandbox.name(),
                    lab.name(),
                    controller.getSandbox(lab.nameOnHost(sandbox.name())),
                    own)));
  }

  /// What the names of its networks and containers begin with on the host.
  public String name() {
    return lab.name();
  }

  /// Its only network.
  ///
  /// @throws NetworkException.InvalidParameter when it has none, or several
  public Network network() {
    if (lab.networks().size() != 1) {
      throw new NetworkException.InvalidParameter(
          "the session has the networks %s: say which of them is meant"
              .formatted(lab.networks().stream().map(LabNetwork::name).toList()));
    }
    return network(lab.networks().getFirst().name());
  }

  /// One of its networks.
  ///
  /// @throws NetworkException.NotFound when it has none of the name
  public Network network(String name) {
    if (lab.network(name).isEmpty()) {
      throw new NetworkException.NotFound(
          "the session has no network '%s', only %s"
              .formatted(name, lab.networks().stream().map(LabNetwork::name).toList()));
    }
    return controller.getNetwork(lab.nameOnHost(name));
  }

  /// One of its containers.
  ///
  /// @throws NetworkException.NotFound when it has none of the name
  public LabSandbox sandbox(String name) {
    LabSandbox found = sandboxes.get(name);
    if (found == null) {
      throw new NetworkException.NotFound(
          "the session has no sandbox '%s', only %s".formatted(name, sandboxes.keySet()));
    }
    return found;
  }

  /// All of its containers, in the order they were asked for.
  public List<LabSandbox> sandboxes() {
    return List.copyOf(sandboxes.values());
  }

  /// What the command of a container has written, where the lab has one run in it.
  ///
  /// @throws NetworkException.NotFound when the container has no command
  public String log(String sandbox) {
    Path log = labs.find(name()).map(state -> state.logs().get(sandbox)).orElse(null);
    if (log == null) {
      throw new NetworkException.NotFound("sandbox '%s' has no command".formatted(sandbox));
    }
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + log, failure);
    }
  }

  /// What all of it was made with, to be used for what a session has no word for. What is made with
  /// it is the test's to remove.
  public Controller controller() {
    return controller;
  }

  /// Has what runs in the containers ended and all of it removed, behind the next test: it is gone
  /// when its [SessionHost] is closed, and usually within milliseconds. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      removals.add(this::remove);
    }
  }

  private void remove() {
    if (labs.find(name()).isPresent()) {
      endPrograms();
      labs.delete(name());
    }
  }

  /// The commands of the lab are ended with it.
  private void endPrograms() {
    List<Path> keys = new ArrayList<>();
    List<ProcessHandle> own = new ArrayList<>();
    SortedMap<String, LabSandbox> used = new TreeMap<>(sandboxes);
    used.values().removeIf(sandbox -> sandbox.started().isEmpty());
    used.values()
        .forEach(sandbox -> {
          keys.add(Path.of(sandbox.model().key()));
          own.addAll(sandbox.started());
        });
    if (!keys.isEmpty()) {
      NamespaceProcesses.end(keys, own, GRACE);
    }
  }

  @Override
  public String toString() {
    return "session " + name();
  }
}
