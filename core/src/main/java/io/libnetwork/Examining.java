package io.libnetwork;

import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.Examination;
import io.libnetwork.spi.NetworkDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looking at everything there is, in two steps: first without any lock, with few questions to the
/// kernel; then again, under their locks, at those networks and sandboxes where something seemed to
/// be wrong, because an operation may have been at work. Where nothing is wrong, no operation ever
/// waits for a look.
final class Examining {

  private final ControllerCore core;

  Examining(ControllerCore core) {
    this.core = core;
  }

  /// Where something may be wrong.
  ///
  /// @param networks whose host's side is to be looked at again
  /// @param sandboxes whose inside is to be looked at again
  record Suspects(List<Network> networks, List<Sandbox> sandboxes) {}

  /// The first step.
  Suspects suspects() {
    Map<String, Examination> looks = new LinkedHashMap<>();
    List<Network> networks = new ArrayList<>();
    for (Network network : core.networkRegistry().all()) {
      Optional<DriverNetwork> made = network.findDriverNetwork();
      if (made.isPresent() && !network.deleted()) {
        Examination look =
            looks.computeIfAbsent(network.driver(), name -> core.drivers().get(name).examination());
        if (!look.network(made.get(), joined(network)).isEmpty()
            || !new Allocations(network).differences().isEmpty()) {
          networks.add(network);
        }
      }
    }
    List<Sandbox> sandboxes =
        core.sandboxRegistry().all().stream().filter(this::suspicious).toList();
    return new Suspects(networks, sandboxes);
  }

  /// A namespace that is closed meanwhile is no failure, but a sandbox that goes.
  private boolean suspicious(Sandbox sandbox) {
    if (sandbox.deleted()) {
      return false;
    }
    try {
      return !differences(sandbox).isEmpty();
    } catch (RuntimeException failure) {
      return !sandbox.deleted();
    }
  }

  /// Everything that differs.
  List<Difference> all() {
    Suspects suspects = suspects();
    List<Difference> found = new ArrayList<>();
    suspects.networks().forEach(network -> found.addAll(confirmed(network)));
    suspects.sandboxes().forEach(sandbox -> found.addAll(confirmed(sandbox)));
    found.addAll(ofNobody());
    return List.copyOf(found);
  }

  private static List<Difference> confirmed(Network network) {
    return Locks.holding(
        network.lock(), () -> network.deleted() ? List.of() : differences(network));
  }

  private static List<Difference> differences(Network network) {
    List<Difference> found = new ArrayList<>(network.driverNetwork().examine(joined(network)));
    found.addAll(new Allocations(network).differences());
    return found;
  }

  private List<Difference> confirmed(Sandbox sandbox) {
    return Locks.holding(
        sandbox.lock(), () -> sandbox.deleted() ? List.of() : differences(sandbox));
  }

  /// What belongs to all networks of a kind, or to nothing.
  private List<Difference> ofNobody() {
    List<Difference> found = new ArrayList<>();
    for (NetworkDriver driver : core.drivers().made()) {
      Examination look = driver.examination();
      found.addAll(look.shared());
      found.addAll(look.leftovers(this::knows, this::knows));
    }
    LeftNamespaces.of(core.host().namespaceFolder(), this::knowsSandbox)
        .forEach(path -> found.add(LeftNamespaces.difference(path)));
    return found;
  }

  /// A network exists, or is about to.
  boolean knows(NetworkId id) {
    return core.networkRegistry().claimed(id);
  }

  /// An endpoint exists, or is about to.
  boolean knows(EndpointId id) {
    return core.networkRegistry().all().stream()
        .anyMatch(network -> network.endpointRegistry().claimed(id));
  }

  /// A sandbox exists, or is about to.
  boolean knowsSandbox(String id) {
    return HexId.valid(id) && core.sandboxRegistry().claimed(new SandboxId(id));
  }

  /// What differs of a sandbox, its namespace and its inside; sure only under its lock.
  private List<Difference> differences(Sandbox sandbox) {
    List<Difference> found = new ArrayList<>();
    sandbox
        .namespace()
        .difference(Difference.Whose.container(sandbox.container()))
        .ifPresent(found::add);
    compare(sandbox).forEach(todo -> found.addAll(todo.differences()));
    return found;
  }

  /// What has to be done inside a sandbox.
  static List<Inside.Todo<Endpoint>> compare(Sandbox sandbox) {
    if (sandbox.namespace().plumbing().isEmpty()) {
      return List.of();
    }
    Map<Endpoint, Member> members = new LinkedHashMap<>();
    Member.of(sandbox).forEach(live -> members.put(live.endpoint(), live.member()));
    return Inside.compare(sandbox.namespace().plumbing().get(), sandbox.container(), members);
  }

  /// Those of a network's endpoints that a sandbox has joined, as their driver has them.
  static Collection<DriverEndpoint> joined(Network network) {
    return network.endpoints().stream()
        .filter(endpoint -> endpoint.place().isPresent())
        .map(Endpoint::driverEndpoint)
        .toList();
  }
}
