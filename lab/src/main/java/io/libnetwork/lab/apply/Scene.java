package io.libnetwork.lab.apply;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Lease;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What there is of one lab on a host, by the lab's own names.
final class Scene {

  private final Controller controller;
  private final String lab;
  private final List<Lease> leases;

  /// @param leases with which what is made goes
  Scene(Controller controller, String lab, List<Lease> leases) {
    this.controller = controller;
    this.lab = lab;
    this.leases = List.copyOf(leases);
  }

  List<Lease> leases() {
    return leases;
  }

  Controller controller() {
    return controller;
  }

  String lab() {
    return lab;
  }

  String onHost(String name) {
    return lab + "-" + name;
  }

  String shortened(String onHost) {
    String prefix = lab + "-";
    return onHost.startsWith(prefix) ? onHost.substring(prefix.length()) : onHost;
  }

  SortedMap<String, Network> networks() {
    SortedMap<String, Network> found = new TreeMap<>();
    for (Network network : controller.networks()) {
      if (LabLabels.belongs(network.labels(), lab)) {
        found.put(shortened(network.name()), network);
      }
    }
    return found;
  }

  SortedMap<String, Sandbox> sandboxes() {
    SortedMap<String, Sandbox> found = new TreeMap<>();
    for (Sandbox sandbox : controller.sandboxes()) {
      if (LabLabels.belongs(sandbox.config().labels(), lab)) {
        found.put(shortened(sandbox.container()), sandbox);
      }
    }
    return found;
  }

  /// The lab's network.
  ///
  /// @throws NetworkException.Conflict when one of its name is somebody else's
  Optional<Network> network(String name) {
    Optional<Network> found = controller.findNetwork(onHost(name));
    found
        .filter(network -> !LabLabels.belongs(network.labels(), lab))
        .ifPresent(other -> {
          throw new NetworkException.Conflict(
              "network %s of lab %s would be called %s, which is there and is not the lab's: remove it, or call one of them otherwise"
                  .formatted(name, lab, other.name()));
        });
    return found;
  }

  /// The lab's sandbox.
  ///
  /// @throws NetworkException.Conflict when one of its name is somebody else's
  Optional<Sandbox> sandbox(String name) {
    Optional<Sandbox> found = controller.findSandbox(onHost(name));
    found
        .filter(sandbox -> !LabLabels.belongs(sandbox.config().labels(), lab))
        .ifPresent(other -> {
          throw new NetworkException.Conflict(
              "sandbox %s of lab %s would be of container %s, which is there and is not the lab's: remove it, or call one of them otherwise"
                  .formatted(name, lab, other.container()));
        });
    return found;
  }

  Network getNetwork(String name) {
    return controller.getNetwork(onHost(name));
  }

  Sandbox getSandbox(String name) {
    return controller.getSandbox(onHost(name));
  }

  /// The endpoint of one of the lab's containers on one of its networks.
  Optional<Endpoint> endpoint(String sandbox, String network) {
    return network(network).flatMap(found -> found.findEndpoint(sandbox));
  }

  Endpoint getEndpoint(String sandbox, String network) {
    return getNetwork(network).getEndpoint(sandbox);
  }
}
