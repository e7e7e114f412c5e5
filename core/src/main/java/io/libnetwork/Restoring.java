package io.libnetwork;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.Restoration;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding again, when a controller is opened, what its store remembers.
///
/// What the kernel still has is taken over as it is, so that traffic does not notice; what it has
/// lost is made anew. Sandboxes whose namespace has ended have ended too, with their endpoints; so
/// have networks and sandboxes that were ephemeral. What cannot be restored is logged, keeps its
/// record, and keeps nothing else from being restored.
final class Restoring {

  private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

  private final ControllerCore core;
  private final StateStore store;
  private final Map<String, Restoration> drivers = new TreeMap<>();

  /// A sandbox whose namespace is being opened.
  ///
  /// @param namespace empty where it has ended
  private record Reopening(
      StateRecord stored, SandboxRecord record, Optional<Supplier<SandboxNamespace>> namespace) {}

  private final List<Reopening> reopening = new ArrayList<>();

  /// An endpoint that is to be in a sandbox.
  private record Member(EndpointRecord record, Endpoint endpoint, boolean found) {}

  private final Map<SandboxId, List<Member>> members = new LinkedHashMap<>();

  /// What could not be restored this time.
  private final Set<RecordKey> failed = new HashSet<>();

  /// What is not to be there any more.
  private final List<Ledger.Entry> ended = new ArrayList<>();

  Restoring(ControllerCore core, StateStore store) {
    this.core = core;
    this.store = store;
  }

  void run() {
    core.parameters().recall(store);
    List<StateRecord> sandboxes = store.list(SandboxRecord.KIND);
    sandboxes.forEach(each -> attempt(each, this::reopen));
    store.list(NetworkRecord.KIND).forEach(each -> attempt(each, this::network));
    reopening.forEach(each -> attempt(each.stored(), _ -> sandbox(each)));
    Set<String> known =
        sandboxes.stream().map(record -> record.key().id()).collect(Collectors.toSet());
    LeftNamespaces.of(core.host().namespaceFolder(), known::contains).forEach(Restoring::remove);
    store.list(ReservationRecord.KIND).forEach(each -> attempt(each, this::reservation));
    store.list(EndpointRecord.KIND).forEach(each -> attempt(each, this::endpoint));
    members.forEach(this::gather);
    // Of a driver without any record there may be leftovers all the same.
    core.drivers().names().forEach(this::restoration);
    drivers.values().forEach(Restoration::complete);
    core.reserving().keepPorts(core.networkRegistry().all());
    members.forEach(this::rejoin);
    core.ledger().forget(ended);
    core.leases().restored();
    core.ledger().settle();
  }

  private interface Step {
    void restore(StateRecord stored);
  }

  private void attempt(StateRecord stored, Step step) {
    try {
      step.restore(stored);
    } catch (RuntimeException failure) {
      failed.add(stored.key());
      LOG.error("cannot restore {}, which stays in the store", stored.key(), failure);
    }
  }

  /// Namespaces are opened while other things are looked at.
  private void reopen(StateRecord stored) {
    SandboxRecord record = SandboxRecord.of(stored);
    reopening.add(new Reopening(stored, record, SandboxNamespace.reopen(core.host(), record)));
  }

  private void sandbox(Reopening begun) {
    SandboxRecord record = begun.record();
    Optional<SandboxNamespace> namespace = begun.namespace().map(Supplier::get);
    Optional<String> leaseEnded = record.lease().flatMap(lease -> lease.ended(core.leases().now()));
    if (namespace.isEmpty() || record.config().ephemeral() || leaseEnded.isPresent()) {
      LOG.info(
          "sandbox {} of container {} has ended: {}",
          record.id().abbreviated(),
          record.container(),
          leaseEnded.orElse("its namespace is gone, or it was ephemeral"));
      namespace.ifPresent(SandboxNamespace::close);
      ended.add(gone(begun.stored()));
      return;
    }
    core.sandboxRegistry().claim(record.id(), record.container());
    Sandbox sandbox =
        new Sandbox(
            core,
            record.id(),
            record.container(),
            record.config(),
            namespace.get(),
            Leasehold.of(record.lease().map(lease -> lease.at(core.leases().now()))));
    core.sandboxRegistry().add(record.id(), sandbox);
    core.leases().resume(sandbox);
  }

  private static void remove(Path namespace) {
    LOG.info("namespace {} is no sandbox's any more, and is removed", namespace);
    try {
      NetworkNamespace.delete(namespace);
    } catch (RuntimeException failure) {
      LOG.error("namespace {} is no sandbox's any more, and stays", namespace, failure);
    }
  }

  private void network(StateRecord stored) {
    NetworkRecord record = NetworkRecord.of(stored);
    Optional<String> leaseEnded = record.lease().flatMap(lease -> lease.ended(core.leases().now()));
    leaseEnded.ifPresent(reason -> LOG.info("network {} has ended: {}", record.name(), reason));
    if (record.config().ephemeral() || leaseEnded.isPresent()) {
      ended.add(gone(stored));
      return;
    }
    core.networks().restore(record, restoration(record.driver()));
  }

  private void reservation(StateRecord stored) {
    ReservationRecord record = ReservationRecord.of(stored);
    requireRestored(NetworkRecord.key(record.network()));
    Optional<Network> network = core.networkRegistry().byId(record.network());
    if (network.isPresent()) {
      core.reserving().restore(network.get(), record);
    } else {
      ended.add(gone(stored));
    }
  }

  /// What belongs to something that has not ended, and is not there, stays in the store with it.
  private void requireRestored(RecordKey owner) {
    if (failed.contains(owner)) {
      throw new IllegalStateException(owner + " could not be restored");
    }
  }

  private Restoration restoration(String driver) {
    return drivers.computeIfAbsent(driver, name -> core.drivers().get(name).restoration());
  }

  private void endpoint(StateRecord stored) {
    EndpointRecord record = EndpointRecord.of(stored);
    Optional<Network> network = core.networkRegistry().byId(record.network());
    Optional<SandboxId> sandbox = record.place().map(EndpointRecord.Place::sandbox);
    requireRestored(NetworkRecord.key(record.network()));
    sandbox.map(SandboxRecord::key).ifPresent(this::requireRestored);
    boolean alone = sandbox.filter(id -> core.sandboxRegistry().byId(id).isEmpty()).isPresent();
    if (network.isEmpty() || alone) {
      ended.add(gone(stored));
      return;
    }
    Endpoint endpoint = core.endpoints().restore(network.get(), withOptions(record, network.get()));
    sandbox.ifPresent(id ->
        members
            .computeIfAbsent(id, _ -> new ArrayList<>())
            .add(new Member(record, endpoint, false)));
  }

  /// The driver's own options, from the texts they were kept as.
  private EndpointRecord withOptions(EndpointRecord record, Network network) {
    if (record.options().isEmpty()) {
      return record;
    }
    NetworkDriver driver = core.drivers().get(network.driver());
    return record.with(driver.endpointOptions(new DriverLabels(record.options())));
  }

  /// Has the driver find the interfaces of a sandbox's endpoints, in the order they joined.
  private void gather(SandboxId id, List<Member> endpoints) {
    Sandbox sandbox = core.sandboxRegistry().byId(id).orElseThrow();
    endpoints.sort(
        Comparator.comparingLong(member -> member.record().place().orElseThrow().order()));
    GatewayElection.Result elected =
        GatewayElection.elect(
            endpoints.stream().map(member -> member.endpoint().candidate()).toList());
    endpoints.replaceAll(member -> find(sandbox, member, elected));
    endpoints.stream()
        .filter(Member::found)
        .forEach(member -> sandbox.joined(member.endpoint(), elected));
  }

  private Member find(Sandbox sandbox, Member member, GatewayElection.Result elected) {
    Endpoint endpoint = member.endpoint();
    EndpointRecord.Place place = member.record().place().orElseThrow();
    if (place.interfaceName().isEmpty()) {
      return member;
    }
    JoinRequest request =
        new JoinRequest(
            sandbox.namespace().namespace(),
            place.interfaceName().get(),
            elected.families(endpoint.id()));
    Optional<JoinPlan> plan = takeOver(member, request);
    if (plan.isEmpty()) {
      return member;
    }
    sandbox.interfaceNames().take(request.name());
    endpoint.joined(
        new Endpoint.Joined(
            sandbox,
            place.interfaceName(),
            plan.get().gateways(),
            plan.get().link(),
            sandbox.nextOrder()));
    endpoint.noteBindings();
    complete(endpoint, sandbox, plan.get(), request);
    return new Member(member.record(), endpoint, true);
  }

  private Optional<JoinPlan> takeOver(Member member, JoinRequest request) {
    Endpoint endpoint = member.endpoint();
    try {
      return restoration(endpoint.network().driver())
          .join(endpoint.driverEndpoint(), request, member.record().ports());
    } catch (RuntimeException failure) {
      LOG.error("cannot take over the interface of {}, which is made anew", endpoint, failure);
      return Optional.empty();
    }
  }

  private void complete(Endpoint endpoint, Sandbox sandbox, JoinPlan plan, JoinRequest request) {
    try {
      core.joining().complete(endpoint, sandbox, plan, request.gatewayFor());
    } catch (RuntimeException failure) {
      LOG.error("cannot complete the interface of {} in {}", endpoint, sandbox, failure);
    }
  }

  /// What was not found joins anew.
  private void rejoin(SandboxId id, List<Member> endpoints) {
    Sandbox sandbox = core.sandboxRegistry().byId(id).orElseThrow();
    for (Member member : endpoints) {
      if (!member.found()) {
        try {
          core.joining().joinUnwritten(member.endpoint(), sandbox);
          core.ledger().write(member.endpoint().entry());
        } catch (RuntimeException failure) {
          LOG.error("cannot let {} join {} again", sandbox, member.endpoint(), failure);
        }
      }
    }
  }

  private static Ledger.Entry gone(StateRecord stored) {
    return new Ledger.Entry(stored.key(), Optional::empty);
  }
}
