package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.store.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Tells what an operation would do if it were asked for now, and does nothing: each method stands
/// for the one of the same name and the same parameters, after the object that it is asked of.
///
/// ```java
/// Plan plan = controller.planner().join(endpoint, sandbox);
/// plan.steps().forEach(System.out::println);
/// ```
///
/// The operation itself is run, on doubles of the controller and of everything it has, which note
/// what they would do. So a plan is refused as the operation would be: with the same
/// [NetworkException] and the same message. Nothing is taken meanwhile, neither an address nor a
/// port, so what a plan names may be somebody else's when the operation is asked for; and what only
/// the kernel's answer would tell, as that a process lacks a right, is not in it.
///
/// Safe for use by many threads. A plan costs the more the more networks, endpoints and sandboxes
/// there are, and keeps no operation waiting.
public final class Planner {

  private final ControllerCore live;

  Planner(ControllerCore live) {
    this.live = live;
  }

  /// Plans [Controller#createNetwork].
  public Plan createNetwork(String driver, String name, NetworkOption... options) {
    return plan(stage -> stage.controller().createNetwork(driver, name, options));
  }

  /// Plans [Controller#createSandbox].
  public Plan createSandbox(String container, SandboxOption... options) {
    return plan(stage -> stage.controller().createSandbox(container, options));
  }

  /// Plans [Controller#attach].
  public Plan attach(String container, Network network, AttachOption... options) {
    return plan(stage -> stage.controller().attach(container, stage.network(network), options));
  }

  /// Plans [Controller#attach(AttachRequest)].
  public Plan attach(AttachRequest request) {
    return plan(stage -> stage.controller().attach(staged(stage, request)));
  }

  private static AttachRequest staged(Stage stage, AttachRequest request) {
    return new AttachRequest(
        request.container(),
        stage.network(request.network()),
        request.endpoint(),
        request.options());
  }

  /// Plans [Controller#attachAll]. Several containers are attached at the same time, so which of
  /// them gets which of the planned addresses and ports is not known.
  public Plan attachAll(Collection<AttachRequest> requests) {
    return plan(stage -> {
      List<AttachRequest> same = new ArrayList<>();
      for (AttachRequest request : requests) {
        same.add(staged(stage, request));
      }
      stage.controller().attachAll(same);
    });
  }

  /// Plans [Controller#removeAll].
  public Plan removeAll(Collection<Sandbox> sandboxes) {
    return plan(
        stage -> stage.controller().removeAll(sandboxes.stream().map(stage::sandbox).toList()));
  }

  /// Plans [Controller#reconcile]: everything that is not as it should be and is ours to put right.
  /// What has to be made anew is one step, and comes with all that belongs to it.
  public Plan reconcile() {
    return repair(new Controller(live).examine());
  }

  /// Plans [Controller#close].
  public Plan close() {
    return plan(stage -> stage.controller().close());
  }

  /// Plans [Network#renew].
  public Plan renew(Network network, Duration time) {
    return plan(stage -> stage.network(network).renew(time));
  }

  /// Plans [Network#reserve].
  public Plan reserve(Network network, String name, IpAddress... addresses) {
    return plan(stage -> stage.network(network).reserve(name, addresses));
  }

  /// Plans [Network#putZone(Zone)].
  public Plan putZone(Network network, Zone zone) {
    return plan(stage -> stage.network(network).putZone(zone));
  }

  /// Plans [Network#putZone(String, String)].
  public Plan putZone(Network network, String origin, String text) {
    return plan(stage -> stage.network(network).putZone(origin, text));
  }

  /// Plans [Network#removeZone].
  public Plan removeZone(Network network, String origin) {
    return plan(stage -> stage.network(network).removeZone(origin));
  }

  /// Plans [Network#createService].
  public Plan createService(Network network, String name, ServiceOption... options) {
    return plan(stage -> stage.network(network).createService(name, options));
  }

  /// Plans [Service#add(Endpoint)].
  public Plan add(Service service, Endpoint endpoint) {
    return add(service, endpoint, 1);
  }

  /// Plans [Service#add(Endpoint, int)].
  public Plan add(Service service, Endpoint endpoint, int weight) {
    return plan(stage -> stage.service(service).add(stage.endpoint(endpoint), weight));
  }

  /// Plans [Service#weigh].
  public Plan weigh(Service service, Endpoint endpoint, int weight) {
    return plan(stage -> stage.service(service).weigh(stage.endpoint(endpoint), weight));
  }

  /// Plans [Service#healthy].
  public Plan healthy(Service service, Endpoint endpoint, boolean well) {
    return plan(stage -> stage.service(service).healthy(stage.endpoint(endpoint), well));
  }

  /// Plans [Service#drain], without what comes when the time is over.
  public Plan drain(Service service, Endpoint endpoint, Duration time) {
    return plan(stage -> stage.service(service).drain(stage.endpoint(endpoint), time));
  }

  /// Plans [Service#remove].
  public Plan remove(Service service, Endpoint endpoint) {
    return plan(stage -> stage.service(service).remove(stage.endpoint(endpoint)));
  }

  /// Plans [Service#delete].
  public Plan delete(Service service) {
    return plan(stage -> stage.service(service).delete());
  }

  /// Plans [Network#createEndpoint].
  public Plan createEndpoint(Network network, String name, EndpointOption... options) {
    return plan(stage -> stage.network(network).createEndpoint(name, options));
  }

  /// Plans [Network#link].
  public Plan link(Network network, String name, EndpointOption... options) {
    return plan(stage -> stage.network(network).link(name, options));
  }

  /// Plans [Network#delete].
  public Plan delete(Network network) {
    return plan(stage -> stage.network(network).delete());
  }

  /// Plans [Reservation#release].
  public Plan release(Reservation reservation) {
    return plan(stage -> stage.reservation(reservation).release());
  }

  /// Plans [Endpoint#join(Sandbox)].
  public Plan join(Endpoint endpoint, Sandbox sandbox) {
    return plan(stage -> stage.endpoint(endpoint).join(stage.sandbox(sandbox)));
  }

  /// Plans [Endpoint#join(String, SandboxOption...)].
  public Plan join(Endpoint endpoint, String container, SandboxOption... options) {
    return plan(stage -> stage.endpoint(endpoint).join(container, options));
  }

  /// Plans [Endpoint#limitBandwidth].
  public Plan limitBandwidth(Endpoint endpoint, BandwidthLimits limits) {
    return plan(stage -> stage.endpoint(endpoint).limitBandwidth(limits));
  }

  /// Plans [Endpoint#leave].
  public Plan leave(Endpoint endpoint) {
    return plan(stage -> stage.endpoint(endpoint).leave());
  }

  /// Plans [Endpoint#publish].
  public Plan publish(Endpoint endpoint, PublishedPort... ports) {
    return plan(stage -> stage.endpoint(endpoint).publish(ports));
  }

  /// Plans [Endpoint#unpublish].
  public Plan unpublish(Endpoint endpoint, PublishedPort... ports) {
    return plan(stage -> stage.endpoint(endpoint).unpublish(ports));
  }

  /// Plans [Endpoint#delete].
  public Plan delete(Endpoint endpoint) {
    return plan(stage -> stage.endpoint(endpoint).delete());
  }

  /// Plans [Endpoint#deleteForced].
  public Plan deleteForced(Endpoint endpoint) {
    return plan(stage -> stage.endpoint(endpoint).deleteForced());
  }

  /// Plans [Sandbox#renew].
  public Plan renew(Sandbox sandbox, Duration time) {
    return plan(stage -> stage.sandbox(sandbox).renew(time));
  }

  /// Plans [Sandbox#delete].
  public Plan delete(Sandbox sandbox) {
    return plan(stage -> stage.sandbox(sandbox).delete());
  }

  /// Plans [LeaseHandle#close], as far as it concerns this controller: all that the handle keeps.
  public Plan close(LeaseHandle handle) {
    return plan(stage -> stage.core().leases().removeKept(handle));
  }

  /// Plans [Controller#open] on a host with a store: what is not as the store says, and would be
  /// put right. Not in it is what every start does: the firewall's tables are written as they
  /// should be, whatever is in them, and ports are held. There must be no controller with this
  /// store meanwhile.
  ///
  /// @param options the kinds of network; what else a controller takes makes no difference
  public static Plan open(Host host, StateStore store, ControllerOption... options) {
    return repair(Controller.examine(host, store, options));
  }

  /// Plans to put right what was found.
  public static Plan repair(Collection<Difference> found) {
    return new Plan(found.stream().filter(Difference::repairable).map(PlannedRepair::of).toList());
  }

  private Plan plan(Consumer<Stage> operation) {
    live.requireOpen("plan", () -> "anything");
    try (Stage stage = new Stage(live)) {
      operation.accept(stage);
      return stage.plan();
    }
  }
}
