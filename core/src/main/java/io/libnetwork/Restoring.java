package io.libnetwork;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.Restoration;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private final RestoringMembers members;
  private final RestoringServices services;

  private final EndingNamespaces endings = new EndingNamespaces();

  /// What could not be restored this time.
  private final Set<RecordKey> failed = new HashSet<>();

  /// What is not to be there any more.
  private final List<Ledger.Entry> ended = new ArrayList<>();

  Restoring(ControllerCore core, StateStore store) {
    this.core = core;
    this.store = store;
    this.members = new RestoringMembers(core, this::restoration);
    this.services = new RestoringServices(core);
  }

  void run() {
    core.parameters().recall(store);
    store.list(NetworkRecord.KIND).forEach(each -> attempt(each, this::network));
    List<StateRecord> sandboxes = store.list(SandboxRecord.KIND);
    sandboxes.forEach(each -> attempt(each, this::sandbox));
    Set<String> known =
        sandboxes.stream().map(record -> record.key().id()).collect(Collectors.toSet());
    LeftNamespaces.of(core.host().namespaceFolder(), known::contains).forEach(endings::left);
    store.list(StoredZone.KIND).forEach(each -> attempt(each, this::zone));
    store.list(ReservationRecord.KIND).forEach(each -> attempt(each, this::reservation));
    store.list(ServiceRecord.KIND).forEach(each -> attempt(each, this::service));
    store.list(EndpointRecord.KIND).forEach(each -> attempt(each, this::endpoint));
    members.find();
    store.list(BackendRecord.KIND).forEach(each -> attempt(each, this::backend));
    services.lead();
    // Of a driver without any record there may be leftovers all the same.
    core.drivers().names().forEach(this::restoration);
    core.sandboxRegistry().all().forEach(this::inside);
    endings.namespaces().forEach(this::inside);
    members.complete(drivers.values().stream().anyMatch(Restoration::anyLeft));
    drivers.values().forEach(Restoration::complete);
    endings.complete();
    core.reserving().keepPorts(core.networkRegistry().all());
    members.rejoin();
    core.etc().restore(this::kept);
    core.ledger().forget(ended);
    core.leases().restored();
    core.naming().ifPresent(naming -> naming.restore(core.sandboxRegistry().inOrderOfAdding()));
    services.complete();
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

  private void sandbox(StateRecord stored) {
    SandboxRecord record = SandboxRecord.of(stored);
    Optional<SandboxNamespace> namespace = SandboxNamespace.reopen(core.host(), record);
    Optional<String> leaseEnded = record.lease().flatMap(lease -> lease.ended(core.leases().now()));
    if (namespace.isEmpty() || record.config().ephemeral() || leaseEnded.isPresent()) {
      LOG.info(
          "sandbox {} of container {} has ended: {}",
          record.id().abbreviated(),
          record.container(),
          leaseEnded.orElse("its namespace is gone, or it was ephemeral"));
      namespace.ifPresent(endings::ended);
      ended.add(gone(stored));
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

  private void inside(Sandbox sandbox) {
    inside(sandbox.namespace().namespace());
  }

  private void inside(NetworkNamespace namespace) {
    drivers.values().forEach(restoration -> restoration.inside(namespace));
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

  private void zone(StateRecord stored) {
    StoredZone record = StoredZone.of(stored);
    requireRestored(NetworkRecord.key(record.network()));
    Optional<Network> network = core.networkRegistry().byId(record.network());
    if (network.isPresent()) {
      network.get().zoned().put(record.zone());
    } else {
      ended.add(gone(stored));
    }
  }

  private void service(StateRecord stored) {
    ServiceRecord record = ServiceRecord.of(stored);
    requireRestored(NetworkRecord.key(record.network()));
    Optional<Network> network = core.networkRegistry().byId(record.network());
    if (network.isPresent()) {
      Service _ = core.services().restore(network.get(), record);
    } else {
      ended.add(gone(stored));
    }
  }

  /// Whether a sandbox is there, or may be the next time.
  private boolean kept(SandboxId id) {
    return core.sandboxRegistry().byId(id).isPresent() || failed.contains(SandboxRecord.key(id));
  }

  private void backend(StateRecord stored) {
    BackendRecord record = BackendRecord.of(stored);
    requireRestored(NetworkRecord.key(record.network()));
    requireRestored(ServiceRecord.key(record.network(), record.service()));
    requireRestored(EndpointRecord.key(record.endpoint()));
    if (!services.backend(record)) {
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
    return drivers.computeIfAbsent(driver, name -> core.drivers().former(name).restoration());
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
    sandbox.ifPresent(id -> members.add(id, record, endpoint));
  }

  /// The driver's own options, from the texts they were kept as.
  private EndpointRecord withOptions(EndpointRecord record, Network network) {
    if (record.options().isEmpty()) {
      return record;
    }
    NetworkDriver driver = core.drivers().get(network.driver());
    return record.with(driver.endpointOptions(new DriverLabels(record.options())));
  }

  private static Ledger.Entry gone(StateRecord stored) {
    return new Ledger.Entry(stored.key(), Optional::empty);
  }
}
