package io.libnetwork;

import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.store.StateStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The entrance: makes networks and sandboxes on one host, and knows those that exist.
///
/// ```java
/// try (Controller controller =
///     Controller.open(Host.local(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
///   Network network = controller.createNetwork("bridge", "web");
///   Attachment web = controller.attach("container-1", network);
/// }
/// ```
///
/// Calls block until the kernel has what they ask for, and are safe from every thread, virtual ones
/// included. A call either completes or leaves no trace; what can go wrong is a [NetworkException].
/// Closing the controller removes what is ephemeral and nothing else.
public final class Controller implements AutoCloseable {

  private final ControllerCore core;

  Controller(ControllerCore core) {
    this.core = core;
  }

  /// Opens a controller on a host, which stays the caller's to close, after the controller.
  ///
  /// @throws NetworkException when what the store remembers cannot be looked for at all; then the
  ///   process holds nothing of it, and what was there stays for the next attempt
  public static Controller open(Host host, ControllerOption... options) {
    ControllerConfig config = ControllerConfig.of(options);
    ControllerCore core = new ControllerCore(host, config);
    try {
      config.store().ifPresent(core::restore);
      core.watchOver(config.reconcileEvery());
      return new Controller(core);
    } catch (RuntimeException failure) {
      core.abandon(failure);
      throw failure;
    }
  }

  /// Makes a network.
  ///
  /// @param driver the kind of network, as in `bridge`
  /// @param name unique: 1 to 128 letters, digits, `_`, `.` or `-`
  /// @throws NetworkException.NotFound when there is no such driver
  /// @throws NetworkException.Conflict when the name or the id is taken
  /// @throws NetworkException.Forbidden when a pool, a gateway or an auxiliary address is taken,
  ///   the options exclude each other, or the process lacks a right
  /// @throws NetworkException.Unavailable when no pool is left, or something the driver needs is
  ///   missing
  /// @throws NetworkException.InvalidParameter when an option is malformed or not the driver's
  /// @throws NetworkException.NotImplemented when the platform lacks what the driver needs
  public Network createNetwork(String driver, String name, NetworkOption... options) {
    return core.run(
        "create network",
        () -> Names.quoted(name),
        () ->
            core.networks()
                .create(driver, Names.require("network", name), NetworkConfig.of(name, options)));
  }

  /// Every network, in the order of ids.
  public List<Network> networks() {
    return core.networkRegistry().all();
  }

  /// The network of a name.
  public Optional<Network> findNetwork(String name) {
    return core.networkRegistry().byName(name);
  }

  /// The network of an id.
  public Optional<Network> findNetwork(NetworkId id) {
    return core.networkRegistry().byId(id);
  }

  /// The network of a name.
  ///
  /// @throws NetworkException.NotFound without one
  public Network getNetwork(String name) {
    return findNetwork(name)
        .orElseThrow(
            () -> new NetworkException.NotFound("there is no network " + Names.quoted(name)));
  }

  /// Makes a container's sandbox.
  ///
  /// @param container the container's id: 1 to 128 letters, digits, `_`, `.` or `-`
  /// @throws NetworkException.Conflict when the container has a sandbox
  /// @throws NetworkException.NotFound when the namespace asked for does not exist
  /// @throws NetworkException.InvalidParameter when what is there is no network namespace
  public Sandbox createSandbox(String container, SandboxOption... options) {
    return core.run(
        "create sandbox",
        () -> Names.quoted(container),
        () -> core.sandboxes().create(container, SandboxConfig.of(options)));
  }

  /// Every sandbox, in the order of ids.
  public List<Sandbox> sandboxes() {
    return core.sandboxRegistry().all();
  }

  /// The sandbox of a container.
  public Optional<Sandbox> findSandbox(String container) {
    return core.sandboxRegistry().byName(container);
  }

  /// The sandbox of a container.
  ///
  /// @throws NetworkException.NotFound without one
  public Sandbox getSandbox(String container) {
    return findSandbox(container)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "container " + Names.quoted(container) + " has no sandbox"));
  }

  /// Attaches a container to a network in one operation: its sandbox, which is made where there is
  /// none, an endpoint by the container's name, and the join. A failure undoes all of it.
  ///
  /// @param options of the endpoint, and of the sandbox where it is made
  public Attachment attach(String container, Network network, AttachOption... options) {
    return attach(AttachRequest.of(container, network, options));
  }

  /// As [#attach(String, Network, AttachOption...)], where the endpoint may have a name of its own.
  public Attachment attach(AttachRequest request) {
    return core.run(
        "attach",
        () -> Names.quoted(request.container()) + " to " + request.network(),
        () -> core.attaching().attach(request));
  }

  /// Attaches many containers in one operation: all, or none.
  public List<Attachment> attachAll(Collection<AttachRequest> requests) {
    return core.run(
        "attach all",
        () -> requests.size() + " containers",
        () -> core.attaching().attachAll(requests));
  }

  /// Removes many sandboxes with their endpoints, and returns when the kernel has announced that
  /// all their interfaces are gone.
  public void removeAll(Collection<Sandbox> sandboxes) {
    core.run(
        "remove all",
        () -> sandboxes.size() + " sandboxes",
        () -> core.sandboxes().deleteAll(List.copyOf(sandboxes)));
  }

  /// Looks at everything that this controller has in the kernel, and changes nothing.
  ///
  /// @return what is not as it should be
  public List<Difference> examine() {
    return core.run("examine", () -> "the host", () -> core.examining().all());
  }

  /// Looks at everything that this controller has in the kernel, and puts right what is not as it
  /// should be: at once, and not only when the next look is due. What is not ours is never changed,
  /// and what a container has made for itself neither.
  public Reconciliation reconcile() {
    return core.run("reconcile", () -> "the host", () -> core.mending().all());
  }

  /// Tells what operations would do, and does none.
  public Planner planner() {
    return new Planner(core);
  }

  /// Looks at what a controller should find that is opened on a host with a store, and changes
  /// nothing: neither the kernel nor the store. There must be no such controller meanwhile.
  ///
  /// @param options the kinds of network; what else a controller takes makes no difference
  /// @return what is not as it should be
  public static List<Difference> examine(Host host, StateStore store, ControllerOption... options) {
    return Operation.run(
        "examine",
        () -> "the host",
        () -> new ExaminingRecords(host, store, ControllerConfig.of(options)).run());
  }

  /// What the name servers in its sandboxes have been asked; empty with
  /// [ControllerOption.WithoutNames], and where the platform has no containers.
  public Optional<NameCounters> nameCounters() {
    return core.naming().flatMap(Naming::counters);
  }

  /// The host that this controller acts on.
  public Host host() {
    return core.host();
  }

  /// Makes in a ruleset elsewhere, as in a namespace of its own, what the networks of this
  /// controller are meant to have in the host's, and nothing else. The host's stays as it is.
  public void copyFirewall(Nftables elsewhere) {
    core.drivers().made().forEach(driver -> driver.copyFirewall(elsewhere));
  }

  /// Tells what happens from now on: in order, on one thread that holds no lock.
  ///
  /// @return closing it ends the subscription
  public AutoCloseable subscribe(Consumer<Event> consumer) {
    return core.events().subscribe(consumer);
  }

  /// Removes the networks and sandboxes that are ephemeral, and gives back what the process holds.
  /// Everything else stays.
  @Override
  public void close() {
    core.close();
  }
}
