package io.libnetwork.lab.apply;

import io.libnetwork.Backend;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabService;
import io.libnetwork.lab.apply.Step.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The services on a lab's networks and their backends against what is wanted.
final class ServiceComparison {

  private final Scene scene;
  private final Lab wanted;
  private final Work work;
  private final Set<ApplyOption> options;

  ServiceComparison(Scene scene, Lab wanted, Work work, Set<ApplyOption> options) {
    this.scene = scene;
    this.wanted = wanted;
    this.work = work;
    this.options = options;
  }

  void run() {
    wanted.services().forEach(this::compare);
    scene
        .networks()
        .forEach((name, network) -> {
          if (!work.isNetworkAnew(name)) {
            network.services().forEach(service -> compareUnwanted(name, service));
          }
        });
  }

  private static String path(LabService service) {
    return "services." + service.name();
  }

  private void compare(LabService service) {
    Optional<Service> found =
        scene.network(service.network()).flatMap(network -> network.findService(service.name()));
    if (work.isNetworkAnew(service.network()) || found.isEmpty()) {
      make(service, Optional.of(LabChange.make(path(service))));
      return;
    }
    String difference = difference(service, found.get());
    if (difference.isEmpty()) {
      compareBackends(service, found.get());
    } else {
      Service there = found.get();
      work.add(
          Step.single(
              Phase.REMOVE_SERVICES, LabChange.replace(path(service), difference), there::delete));
      make(service, Optional.empty());
    }
  }

  private void compareUnwanted(String network, Service service) {
    boolean named =
        wanted.services().stream()
            .anyMatch(it -> it.name().equals(service.name()) && it.network().equals(network));
    if (named) {
      return;
    }
    String path = "services." + service.name();
    if (options.contains(ApplyOption.PRUNE)) {
      work.add(Step.single(Phase.REMOVE_SERVICES, LabChange.remove(path), service::delete));
    } else {
      work.keep(path);
    }
  }

  private void make(LabService service, Optional<LabChange> change) {
    work.add(new Step(Phase.MAKE_SERVICES, change, new Step.Act.Single(() -> create(service))));
    work.add(
        Step.silent(
            Phase.CHANGE_BACKENDS,
            () -> service.backends().forEach(backend -> add(service, backend))));
  }

  private void create(LabService service) {
    List<ServiceOption> asked = new ArrayList<>();
    service.ports().forEach(port -> asked.add(new ServiceOption.Port(port)));
    if (service.roundRobin()) {
      asked.add(new ServiceOption.RoundRobin());
    } else {
      asked.add(new ServiceOption.Balance(service.balancing()));
    }
    service.addresses().forEach(address -> asked.add(new ServiceOption.Address(address)));
    service.published().forEach(port -> asked.add(new ServiceOption.Publish(port)));
    service.check().map(ServiceOption.Check::new).ifPresent(asked::add);
    if (!service.aliases().isEmpty()) {
      asked.add(new ServiceOption.Aliases(service.aliases()));
    }
    var _ =
        scene
            .getNetwork(service.network())
            .createService(service.name(), asked.toArray(ServiceOption[]::new));
  }

  private void add(LabService service, LabService.Backend backend) {
    Network network = scene.getNetwork(service.network());
    Service there = network.findService(service.name()).orElseThrow();
    there.add(network.getEndpoint(backend.sandbox()), backend.weight());
  }

  /// What of a service cannot be changed where it is.
  private static String difference(LabService service, Service found) {
    List<String> differing = new ArrayList<>();
    differ(differing, "ports", found.ports(), service.ports());
    differ(differing, "published", found.published(), service.published());
    differ(differing, "aliases", found.aliases(), service.aliases());
    differ(differing, "check", found.check(), service.check());
    differ(
        differing,
        "balance",
        found.balancing(),
        service.roundRobin() ? Optional.empty() : Optional.of(service.balancing()));
    if (!new HashSet<>(found.addresses()).containsAll(service.addresses())) {
      differing.add("addresses: " + found.addresses() + " -> " + service.addresses());
    }
    return String.join("; ", differing);
  }

  private static void differ(List<String> differing, String what, Object before, Object after) {
    if (!before.equals(after)) {
      differing.add(what + ": " + before + " -> " + after);
    }
  }

  private void compareBackends(LabService service, Service found) {
    List<String> before = new ArrayList<>();
    List<Runnable> changes = new ArrayList<>();
    for (Backend backend : found.backends()) {
      Endpoint endpoint = backend.endpoint();
      String name = endpoint.name();
      if (work.isEndpointAnew(name, service.network())) {
        continue;
      }
      before.add(text(name, backend.weight()));
      Optional<LabService.Backend> same =
          service.backends().stream().filter(it -> it.sandbox().equals(name)).findFirst();
      if (same.isEmpty()) {
        changes.add(() -> found.remove(endpoint));
      } else if (same.get().weight() != backend.weight()) {
        changes.add(() -> found.weigh(endpoint, same.get().weight()));
      }
    }
    for (LabService.Backend backend : service.backends()) {
      if (missing(backend, service, found)) {
        changes.add(() -> add(service, backend));
      }
    }
    if (!changes.isEmpty()) {
      work.add(
          Step.single(
              Phase.CHANGE_BACKENDS,
              LabChange.change(path(service) + ".backends", before, wantedBackends(service)),
              () -> changes.forEach(Runnable::run)));
    }
  }

  private boolean missing(LabService.Backend backend, LabService service, Service found) {
    return work.isEndpointAnew(backend.sandbox(), service.network())
        || found.backends().stream()
            .noneMatch(it -> it.endpoint().name().equals(backend.sandbox()));
  }

  private static List<String> wantedBackends(LabService service) {
    return service.backends().stream().map(it -> text(it.sandbox(), it.weight())).toList();
  }

  private static String text(String name, int weight) {
    return weight == 1 ? name : name + " (weight " + weight + ")";
  }
}
