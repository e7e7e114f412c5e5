package io.libnetwork;

import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Letting a sandbox leave a network.
final class Leaving {

  private final ControllerCore core;

  Leaving(ControllerCore core) {
    this.core = core;
  }

  /// Lets the sandbox leave and waits until the kernel has announced that the interface is gone.
  void leave(Endpoint endpoint) {
    Optional<Sandbox> sandbox = endpoint.sandbox();
    Optional<Removal> begun = leaveNow(endpoint);
    write(endpoint, sandbox);
    begun.ifPresent(removal -> Removals.await(removal, "the interface of " + endpoint));
  }

  /// As [#leave], of what has not been written.
  void leaveUnwritten(Endpoint endpoint) {
    leaveNow(endpoint)
        .ifPresent(removal -> Removals.await(removal, "the interface of " + endpoint));
  }

  /// Lets the sandbox leave, where one has joined, and takes the endpoint away.
  void leaveAndDelete(Endpoint endpoint) {
    Optional<Sandbox> sandbox = endpoint.sandbox();
    Optional<Removal> begun = leaveNow(endpoint);
    core.endpoints().delete(endpoint);
    write(endpoint, sandbox);
    begun.ifPresent(removal -> Removals.await(removal, "the interface of " + endpoint));
  }

  private void write(Endpoint endpoint, Optional<Sandbox> sandbox) {
    List<Ledger.Entry> entries = new ArrayList<>(endpoint.gone());
    sandbox.ifPresent(left -> entries.addAll(Joining.entries(left)));
    core.ledger().commit(entries);
  }

  /// As [#leaveAndDelete], of what has not been written.
  void discard(Endpoint endpoint) {
    Optional<Removal> removal = leaveNow(endpoint);
    core.endpoints().undo(endpoint);
    removal.ifPresent(gone -> Removals.await(gone, "the interface of " + endpoint));
  }

  /// Lets an endpoint leave a sandbox that is taken away, and takes the endpoint away too; called
  /// under the sandbox's lock.
  Removal leaveForGood(Endpoint endpoint, Sandbox sandbox) {
    core.services().backends().left(endpoint);
    Removal removal = unplug(endpoint, sandbox, sandbox.namespace().ends());
    left(endpoint, sandbox, sandbox.gateways());
    core.endpoints().delete(endpoint);
    return removal;
  }

  private Optional<Removal> leaveNow(Endpoint endpoint) {
    Optional<Sandbox> holder = endpoint.sandbox();
    if (holder.isEmpty()) {
      finish(endpoint);
      return Optional.empty();
    }
    Sandbox sandbox = holder.get();
    return Locks.holding(
        sandbox.lock(),
        () ->
            endpoint.sandbox().filter(sandbox::equals).isPresent()
                ? Optional.of(leaveLocked(endpoint, sandbox))
                : Optional.empty());
  }

  /// Does what was left to be done where the endpoint has left and who took over was refused.
  private static void finish(Endpoint endpoint) {
    endpoint
        .unfinishedLeave()
        .ifPresent(rest -> {
          rest.run();
          endpoint.leftUnfinished(Optional.empty());
        });
  }

  /// The endpoints that take over get their default routes before the interface goes, so that the
  /// container is never without a way out, and their part on the host after it, because what the
  /// two publish may be the same port.
  private Removal leaveLocked(Endpoint endpoint, Sandbox sandbox) {
    GatewayElection.Result elected = electWithout(endpoint, sandbox);
    GatewayElection.Result before = sandbox.gateways();
    Removal removal = unplugAfterTakeOver(endpoint, sandbox, elected);
    left(endpoint, sandbox, elected);
    Runnable rest =
        () -> Gateways.handOver(sandbox.endpoints(), before, sandbox.gateways(), new Undo());
    endpoint.leftUnfinished(Optional.of(() -> Locks.run(sandbox.lock(), rest)));
    rest.run();
    endpoint.leftUnfinished(Optional.empty());
    return removal;
  }

  private Removal unplugAfterTakeOver(
      Endpoint endpoint, Sandbox sandbox, GatewayElection.Result elected) {
    Undo undo = new Undo();
    undo.with(() -> Gateways.restore(sandbox, elected));
    try {
      Gateways.setDefaultRoutes(sandbox, elected);
      undo.with(() -> core.services().backends().joined(endpoint, new Undo()));
      core.services().backends().left(endpoint);
      return unplug(endpoint, sandbox, false);
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private void left(Endpoint endpoint, Sandbox sandbox, GatewayElection.Result elected) {
    core.etc().leaving(endpoint, sandbox, elected);
    sandbox.left(endpoint, elected);
    core.naming().ifPresent(naming -> naming.left(endpoint, sandbox));
    core.events()
        .publish(revision ->
            new Event.EndpointLeft(revision, endpoint.id(), endpoint.network().id(), sandbox.id()));
  }

  private static GatewayElection.Result electWithout(Endpoint endpoint, Sandbox sandbox) {
    List<GatewayElection.Candidate> candidates =
        sandbox.endpoints().stream()
            .filter(other -> other != endpoint)
            .map(Endpoint::candidate)
            .toList();
    return GatewayElection.elect(candidates);
  }

  private static Removal unplug(Endpoint endpoint, Sandbox sandbox, boolean namespaceEnds) {
    Optional<Endpoint.Joined> place = endpoint.place();
    if (!namespaceEnds) {
      removeRefusals(endpoint, sandbox);
    }
    Removal removal =
        Locks.holding(
            endpoint.network().lock(),
            () -> {
              Removal started = plugOut(endpoint, sandbox, namespaceEnds);
              endpoint.removing(started);
              endpoint.left();
              return started;
            });
    place
        .flatMap(Endpoint.Joined::link)
        .ifPresent(link -> sandbox.namespace().plumbing().ifPresent(inside -> inside.gone(link)));
    return removal;
  }

  /// The driver's step; the interface's name is free again once the interface is gone.
  static Removal plugOut(Endpoint endpoint, Sandbox sandbox, boolean namespaceEnds) {
    Optional<InterfaceName> name = endpoint.interfaceName();
    Removal started = endpoint.driverEndpoint().leave(namespaceEnds);
    return name.map(gone -> started.afterwards(() -> sandbox.interfaceNames().release(gone)))
        .orElse(started);
  }

  private static void removeRefusals(Endpoint endpoint, Sandbox sandbox) {
    List<SandboxRoute> refusals =
        endpoint.config().routes().stream()
            .filter(route -> route.type() != RouteType.UNICAST)
            .toList();
    if (!refusals.isEmpty()) {
      sandbox.namespace().plumbing().ifPresent(inside -> inside.removeRefusals(refusals));
    }
  }
}
