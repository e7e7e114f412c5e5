package io.libnetwork;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.plumbing.InterfaceSetup;
import io.libnetwork.plumbing.Plumbing;
import io.libnetwork.spi.DriverTraits.SandboxKind;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Letting a sandbox join a network by an endpoint.
///
/// The sandbox's lock is held throughout, the network's for the driver's step alone.
final class Joining {

  private final ControllerCore core;

  Joining(ControllerCore core) {
    this.core = core;
  }

  void join(Endpoint endpoint, Sandbox sandbox) {
    Undo undo = new Undo();
    try {
      undo.with(() -> core.ledger().commit(endpoint.entry()));
      join(endpoint, sandbox, () -> core.ledger().write(endpoint.entry()));
      undo.with(() -> core.leaving().leaveUnwritten(endpoint));
      core.ledger().commit(entries(sandbox));
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  /// As [#join(Endpoint, Sandbox)], for who writes it then.
  ///
  /// @param planned called once it is known where the endpoint will be, and before the kernel is
  ///   asked: what is written then goes to the disk meanwhile
  void join(Endpoint endpoint, Sandbox sandbox, Runnable planned) {
    Locks.run(sandbox.lock(), () -> joinLocked(endpoint, sandbox, planned));
  }

  /// As [#join(Endpoint, Sandbox, Runnable)], for who writes nothing before.
  void joinUnwritten(Endpoint endpoint, Sandbox sandbox) {
    join(endpoint, sandbox, () -> {});
  }

  /// Who joins and who leaves may change what the others have as gateways.
  static List<Ledger.Entry> entries(Sandbox sandbox) {
    return sandbox.endpoints().stream().flatMap(it -> it.entries().stream()).toList();
  }

  private void joinLocked(Endpoint endpoint, Sandbox sandbox, Runnable planned) {
    sandbox.requireAlive();
    requireFree(endpoint);
    requireFitting(endpoint, sandbox);
    GatewayElection.Result elected = elect(endpoint, sandbox);
    Undo undo = new Undo();
    try {
      core.naming().ifPresent(naming -> naming.begin(endpoint, sandbox, undo));
      Gateways.handOver(sandbox.endpoints(), sandbox.gateways(), elected, undo);
      Set<IpFamily> publishes = elected.publishes(endpoint.id());
      JoinPlan plan = plugIn(endpoint, sandbox, publishes, planned, undo);
      Operation.checkpoint();
      configure(endpoint, sandbox, plan, elected, undo);
      core.naming().ifPresent(naming -> naming.prepare(endpoint, sandbox, undo));
      core.etc().joining(endpoint, sandbox, elected, undo);
      Operation.checkpoint();
      core.services().backends().joined(endpoint, undo);
      sandbox.joined(endpoint, elected);
      core.naming().ifPresent(naming -> naming.joined(endpoint, sandbox));
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
    core.events()
        .publish(revision ->
            new Event.EndpointJoined(
                revision, endpoint.id(), endpoint.network().id(), sandbox.id()));
  }

  private static void requireFitting(Endpoint endpoint, Sandbox sandbox) {
    SandboxKind kind = endpoint.network().traits().sandbox();
    boolean hosts = sandbox.key().equals(SandboxNamespace.HOST_KEY);
    if (hosts != (kind == SandboxKind.HOST_NAMESPACE)) {
      throw new NetworkException.Forbidden(
          endpoint.network()
              + (hosts
                  ? " cannot be joined by a sandbox that shares the host's namespace: "
                  : " is the host's own and can only be joined by a sandbox made with"
                      + " HostNamespace: ")
              + sandbox);
    }
    requireOnly(endpoint, sandbox);
  }

  /// Which of several is the way out would be decided where we never look.
  private static void requireOnly(Endpoint endpoint, Sandbox sandbox) {
    if (sandbox.namespace().handedOver() && !sandbox.endpoints().isEmpty()) {
      throw new NetworkException.Forbidden(
          "%s cannot be joined by %s, whose interface is handed over: it has %s, and such a sandbox has one endpoint"
              .formatted(endpoint, sandbox, sandbox.endpoints().getFirst()));
    }
  }

  private static GatewayElection.Result elect(Endpoint endpoint, Sandbox sandbox) {
    List<GatewayElection.Candidate> candidates = new ArrayList<>();
    sandbox.endpoints().forEach(present -> candidates.add(present.candidate()));
    candidates.add(endpoint.candidate());
    return GatewayElection.elect(candidates);
  }

  /// The driver's step: the interface appears in the namespace, and the host lets it through.
  private JoinPlan plugIn(
      Endpoint endpoint, Sandbox sandbox, Set<IpFamily> publishes, Runnable planned, Undo undo) {
    InterfaceName name = takeName(endpoint, sandbox);
    JoinRequest request = new JoinRequest(sandbox.namespace().namespace(), name, publishes);
    long order = sandbox.nextOrder();
    boolean used = false;
    try {
      undo.with(() -> endpoint.planned(Optional.empty()));
      endpoint.planned(
          Optional.of(new EndpointRecord.Place(sandbox.id(), Optional.of(name), order)));
      planned.run();
      Network network = endpoint.network();
      JoinPlan plan =
          Locks.holding(network.lock(), () -> joinDriver(endpoint, sandbox, request, order));
      undo.with(() -> unplug(endpoint, sandbox));
      used = plan.link().isPresent();
      return plan;
    } finally {
      if (!used) {
        sandbox.interfaceNames().release(name);
      }
    }
  }

  private static JoinPlan joinDriver(
      Endpoint endpoint, Sandbox sandbox, JoinRequest request, long order) {
    requireFree(endpoint);
    JoinPlan plan = endpoint.driverEndpoint().join(request);
    Optional<InterfaceName> name = plan.link().map(_ -> request.name());
    endpoint.joined(new Endpoint.Joined(sandbox, name, plan.gateways(), plan.link(), order));
    endpoint.noteBindings();
    return plan;
  }

  /// Answers where the endpoint may be joined; sure only under its network's lock, and asked
  /// without it first, so that what is refused changes nothing for the sandbox's other endpoints.
  static void requireFree(Endpoint endpoint) {
    endpoint.requireAlive();
    if (endpoint.isLinked()) {
      throw new NetworkException.Forbidden(
          endpoint + " was made by link(): its interface is the caller's to move");
    }
    endpoint
        .sandbox()
        .ifPresent(holder -> {
          throw new NetworkException.Forbidden(
              endpoint + " has been joined already, by " + holder + ": leave first");
        });
  }

  private static void unplug(Endpoint endpoint, Sandbox sandbox) {
    Locks.runUninterruptibly(
        endpoint.network().lock(),
        () -> {
          endpoint.removing(Leaving.plugOut(endpoint, sandbox, false));
          endpoint.left();
        });
  }

  private static InterfaceName takeName(Endpoint endpoint, Sandbox sandbox) {
    if (sandbox.namespace().handedOver()) {
      return sandbox.interfaceNames().take(Linking.sourceName(endpoint));
    }
    Optional<InterfaceName> chosen = endpoint.config().nameInside();
    if (chosen.isPresent()) {
      return sandbox.interfaceNames().take(chosen.get());
    }
    return sandbox.interfaceNames().takeLowest(sandbox.namespace().foreignNames());
  }

  /// What remains to be done inside the namespace.
  private void configure(
      Endpoint endpoint,
      Sandbox sandbox,
      JoinPlan plan,
      GatewayElection.Result elected,
      Undo undo) {
    Optional<Plumbing> plumbing = sandbox.namespace().plumbing();
    if (plan.link().isEmpty() || plumbing.isEmpty()) {
      return;
    }
    InterfaceName name = endpoint.interfaceName().orElseThrow();
    undo.with(() -> Gateways.restore(sandbox, elected));
    InterfaceSetup setup = setup(endpoint, plan, name, elected.families(endpoint.id()));
    boolean ready = plumbing.get().configure(setup);
    undo.with(() -> plumbing.get().removeRefusals(setup.routes()));
    endpoint.driverEndpoint().awaitCarrier();
    if (!ready) {
      plumbing.get().awaitReadiness(setup);
    }
    plumbing.get().announce(core.announcer(), setup, announcement(endpoint));
  }

  /// Gives an interface that was found again after a restart what it lacks inside.
  void complete(Endpoint endpoint, Sandbox sandbox, JoinPlan plan, Set<IpFamily> gatewayFor) {
    Optional<Plumbing> plumbing = sandbox.namespace().plumbing();
    if (plan.link().isPresent() && plumbing.isPresent()) {
      InterfaceName name = endpoint.interfaceName().orElseThrow();
      plumbing.get().complete(setup(endpoint, plan, name, gatewayFor));
    }
  }

  private static InterfaceSetup setup(
      Endpoint endpoint, JoinPlan plan, InterfaceName name, Set<IpFamily> gatewayFor) {
    return Member.of(endpoint, plan, name, gatewayFor).setup(plan.link().orElseThrow());
  }

  /// Gives a joined endpoint the interface anew that somebody has removed; called under the
  /// sandbox's lock.
  ///
  /// @return false where the interface is still there, but somewhere else
  boolean replug(Endpoint endpoint, Sandbox sandbox) {
    InterfaceName name = endpoint.interfaceName().orElseThrow();
    JoinRequest request =
        new JoinRequest(
            sandbox.namespace().namespace(), name, sandbox.gateways().publishes(endpoint.id()));
    Optional<JoinPlan> plan =
        Locks.holding(endpoint.network().lock(), () -> replugDriver(endpoint, request));
    plan.ifPresent(made -> configure(endpoint, sandbox, made, sandbox.gateways(), new Undo()));
    return plan.isPresent();
  }

  private static Optional<JoinPlan> replugDriver(Endpoint endpoint, JoinRequest request) {
    Endpoint.Joined before = endpoint.place().orElseThrow();
    Optional<JoinPlan> plan = endpoint.driverEndpoint().replug(request);
    plan.ifPresent(made ->
        endpoint.joined(
            new Endpoint.Joined(
                before.sandbox(),
                before.interfaceName(),
                made.gateways(),
                made.link(),
                before.order())));
    return plan;
  }

  /// A MAC address that is derived from the address moves with it, so no neighbour can hold
  /// another.
  private static Announcement announcement(Endpoint endpoint) {
    EndpointConfig config = endpoint.config();
    return config
        .announcement()
        .orElse(config.mac().isPresent() ? Announcement.USUAL : Announcement.NONE);
  }
}
