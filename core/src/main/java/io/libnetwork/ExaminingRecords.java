package io.libnetwork;

import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.Examination;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Looking at a host without a controller: at what should be there by the records of a store alone.
/// What [Restoring] would put right is told, and nothing is changed.
final class ExaminingRecords {

  private final Host host;
  private final StateStore store;
  private final DriverRegistry drivers;
  private final Map<String, Examination> looks = new TreeMap<>();
  private final Map<NetworkId, Planned> networks = new LinkedHashMap<>();
  private final Map<SandboxId, List<Recorded>> sandboxes = new LinkedHashMap<>();

  /// By service, who serves it.
  private final Map<RecordKey, List<DriverEndpoint>> backends = new HashMap<>();

  private final List<Difference> found = new ArrayList<>();

  /// A network by its record.
  ///
  /// @param driver empty where its kind has nothing of the host
  /// @param joined those of its endpoints that a sandbox has joined
  private record Planned(
      NetworkRecord record, Optional<DriverNetwork> driver, List<Recorded> joined) {

    private List<DriverEndpoint> endpoints() {
      return joined.stream().map(Recorded::driver).toList();
    }
  }

  /// An endpoint by its record, which a sandbox has joined.
  private record Recorded(EndpointRecord record, String network, DriverEndpoint driver) {

    private EndpointRecord.Place place() {
      return record.place().orElseThrow();
    }

    private GatewayElection.Candidate candidate(boolean internal) {
      return new GatewayElection.Candidate(
          record.id(),
          record.config().priority(),
          internal,
          network,
          record.config().gateway() ? driver.connectivity() : Set.of());
    }
  }

  ExaminingRecords(Host host, StateStore store, ControllerConfig config) {
    this.host = host;
    this.store = store;
    this.drivers =
        new DriverRegistry(
            host, HostParameters.unnoted(), config.networkDrivers(), config.sources(), _ -> {});
  }

  List<Difference> run() {
    try (drivers) {
      store.list(NetworkRecord.KIND).forEach(each -> attempt(each, this::network));
      store.list(EndpointRecord.KIND).forEach(each -> attempt(each, this::endpoint));
      store.list(BackendRecord.KIND).forEach(each -> attempt(each, this::backend));
      store.list(ServiceRecord.KIND).forEach(each -> attempt(each, this::service));
      networks.values().forEach(this::compare);
      shared();
      store.list(SandboxRecord.KIND).forEach(each -> attempt(each, this::sandbox));
      leftovers();
      return List.copyOf(found);
    }
  }

  private interface Step {
    void examine(StateRecord stored);
  }

  /// One record that says nothing that could be there keeps no other from being looked at.
  private void attempt(StateRecord stored, Step step) {
    try {
      step.examine(stored);
    } catch (NetworkException refused) {
      found.add(
          new Difference(
              Difference.Kind.RECORD,
              Difference.Whose.NOBODY,
              "record " + stored.key(),
              "what can be there",
              String.valueOf(refused.getMessage()),
              false));
    }
  }

  private void network(StateRecord stored) {
    NetworkRecord record = NetworkRecord.of(stored);
    if (record.config().ephemeral()) {
      found.add(
          ephemeral(
              Difference.Kind.LEFTOVER,
              Difference.Whose.network(record.name()),
              "network " + record.name()));
    }
    if (!record.config().configOnly()) {
      Optional<DriverNetwork> planned = look(record.driver()).planned(spec(record));
      networks.put(record.id(), new Planned(record, planned, new ArrayList<>()));
    }
  }

  private NetworkSpec spec(NetworkRecord record) {
    return new NetworkSpec(
        record.id(),
        record.name(),
        record.config().internal(),
        record.pools().stream().map(NetworkRecord.Pool::pool).toList(),
        Networks.options(drivers.former(record.driver()), record.config()));
  }

  private Examination look(String driver) {
    return looks.computeIfAbsent(driver, name -> drivers.former(name).examination());
  }

  private static Difference ephemeral(Difference.Kind kind, Difference.Whose whose, String object) {
    return new Difference(kind, whose, object, "gone with its controller", "there", true);
  }

  private void endpoint(StateRecord stored) {
    EndpointRecord record = EndpointRecord.of(stored);
    Planned network = networks.get(record.network());
    if (network == null || network.driver().isEmpty() || record.place().isEmpty()) {
      return;
    }
    EndpointRecord whole = withOptions(record, network.record().driver());
    DriverEndpoint planned =
        network
            .driver()
            .get()
            .createEndpoint(
                Endpoints.spec(whole.id(), whole.name(), whole.config(), whole.addresses(), false));
    Recorded recorded = new Recorded(whole, network.record().name(), planned);
    network.joined().add(recorded);
    sandboxes.computeIfAbsent(record.place().get().sandbox(), _ -> new ArrayList<>()).add(recorded);
  }

  private void backend(StateRecord stored) {
    BackendRecord record = BackendRecord.of(stored);
    Planned network = networks.get(record.network());
    if (network != null) {
      network.joined().stream()
          .filter(one -> one.record().id().equals(record.endpoint()))
          .forEach(one ->
              backends
                  .computeIfAbsent(
                      ServiceRecord.key(record.network(), record.service()), _ -> new ArrayList<>())
                  .add(one.driver()));
    }
  }

  private void service(StateRecord stored) {
    ServiceRecord record = ServiceRecord.of(stored);
    Planned network = networks.get(record.network());
    if (network == null || network.driver().isEmpty()) {
      return;
    }
    Collection<DriverEndpoint> serving = backends.getOrDefault(stored.key(), List.of());
    record
        .spec()
        .ifPresent(
            spec -> look(network.record().driver()).service(network.driver().get(), spec, serving));
  }

  private EndpointRecord withOptions(EndpointRecord record, String driver) {
    if (record.options().isEmpty()) {
      return record;
    }
    NetworkDriver known = drivers.former(driver);
    return record.with(known.endpointOptions(new DriverLabels(record.options())));
  }

  private void compare(Planned network) {
    network
        .driver()
        .ifPresent(planned ->
            found.addAll(look(network.record().driver()).network(planned, network.endpoints())));
  }

  /// What networks of a kind have together.
  private void shared() {
    for (String driver : drivers.names()) {
      List<DriverNetwork> planned = new ArrayList<>();
      Map<DriverEndpoint, List<PortBinding>> joined = new LinkedHashMap<>();
      for (Planned network : networks.values()) {
        if (network.record().driver().equals(driver)) {
          network.driver().ifPresent(planned::add);
          network.joined().forEach(one -> joined.put(one.driver(), one.record().ports()));
        }
      }
      found.addAll(look(driver).shared(planned, joined));
    }
  }

  private void sandbox(StateRecord stored) {
    SandboxRecord record = SandboxRecord.of(stored);
    Difference.Whose whose = Difference.Whose.container(record.container());
    if (record.config().ephemeral()) {
      found.add(
          ephemeral(
              Difference.Kind.LEFT_NAMESPACE, whose, "sandbox of container " + record.container()));
    }
    Optional<SandboxNamespace> namespace = SandboxNamespace.reopen(host, record);
    if (namespace.isPresent()) {
      inside(record, namespace.get());
    } else {
      String path = record.namespace().map(SandboxRecord.Identity::path).orElse("");
      found.add(
          new Difference(
              Difference.Kind.NAMESPACE,
              whose,
              "namespace " + path,
              "there",
              "ended, and the sandbox with it",
              true));
    }
  }

  private void inside(SandboxRecord record, SandboxNamespace namespace) {
    List<Recorded> endpoints = new ArrayList<>(sandboxes.getOrDefault(record.id(), List.of()));
    endpoints.sort(Comparator.comparingLong(one -> one.place().order()));
    try {
      namespace
          .plumbing()
          .ifPresent(plumbing ->
              Inside.compare(plumbing, record.container(), members(endpoints))
                  .forEach(todo -> found.addAll(todo.differences())));
    } finally {
      namespace.release();
    }
  }

  private Map<Recorded, Member> members(List<Recorded> endpoints) {
    GatewayElection.Result elected =
        GatewayElection.elect(endpoints.stream().map(one -> one.candidate(internal(one))).toList());
    Map<Recorded, Member> members = new LinkedHashMap<>();
    for (Recorded one : endpoints) {
      one.place()
          .interfaceName()
          .ifPresent(name ->
              members.put(
                  one,
                  new Member(
                      Difference.Whose.endpoint(one.network(), one.record().name()),
                      one.record().config(),
                      one.record().addresses().mac(),
                      one.record().addresses().all(),
                      name,
                      inside(one),
                      elected.families(one.record().id()))));
    }
    return members;
  }

  private boolean internal(Recorded endpoint) {
    Planned network = networks.get(endpoint.record().network());
    return network != null && network.record().config().internal();
  }

  private static JoinPlan inside(Recorded endpoint) {
    return endpoint.driver().inside();
  }

  private void leftovers() {
    Set<String> known =
        store.list(SandboxRecord.KIND).stream()
            .map(record -> record.key().id())
            .collect(Collectors.toSet());
    LeftNamespaces.of(host.namespaceFolder(), known::contains)
        .forEach(path -> found.add(LeftNamespaces.difference(path)));
    Set<String> endpoints =
        store.list(EndpointRecord.KIND).stream()
            .map(record -> record.key().id())
            .collect(Collectors.toSet());
    for (String driver : drivers.names()) {
      found.addAll(
          look(driver).leftovers(networks::containsKey, id -> endpoints.contains(id.value())));
    }
  }
}
