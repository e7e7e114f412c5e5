package io.libnetwork;

import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import io.libnetwork.spi.Restoration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Making networks and taking them away.
final class Networks {

  private final ControllerCore core;

  /// The one network of each kind that has no second, by the kind's name.
  private final Map<String, String> singles = new ConcurrentHashMap<>();

  Networks(ControllerCore core) {
    this.core = core;
  }

  /// Knows the same networks that have no second.
  void knowAllOf(Networks other) {
    singles.putAll(other.singles);
  }

  Network create(String driver, String name, NetworkConfig asked) {
    Names.require("network", name);
    NetworkConfig config = asked.configFrom().map(from -> asked.from(template(from))).orElse(asked);
    NetworkId id = config.id().orElseGet(() -> NetworkId.random(core.random()));
    Leasehold lease = core.leases().of("network " + name, config.leases());
    Registry<NetworkId, Network> registry = core.networkRegistry();
    registry.claim(id, name);
    Undo undo = new Undo();
    undo.with(() -> registry.remove(id));
    try {
      Names.require("network driver", driver);
      NetworkParts parts =
          config.configOnly()
              ? templateParts(id, driver, name, config)
              : parts(core.drivers().get(driver), id, name, config, undo);
      Network network = new Network(core, parts.leased(lease));
      config.zones().forEach(network.zoned()::put);
      registry.add(id, network);
      undo.with(() -> forget(network));
      undo.with(lease::close);
      core.leases().watch(network);
      core.ledger().commit(network.entries());
      core.events().publish(revision -> new Event.NetworkCreated(revision, id, name));
      core.leases().begin(network);
      return network;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  /// Makes a network again that was there before a restart: of what its driver finds, or anew.
  void restore(NetworkRecord record, Restoration restoration) {
    Registry<NetworkId, Network> registry = core.networkRegistry();
    registry.claim(record.id(), record.name());
    Undo undo = new Undo();
    undo.with(() -> registry.remove(record.id()));
    try {
      NetworkParts parts =
          record.config().configOnly()
              ? templateParts(record.id(), record.driver(), record.name(), record.config())
              : restoredParts(core.drivers().former(record.driver()), record, restoration, undo);
      Leasehold lease = Leasehold.of(record.lease().map(terms -> terms.at(core.leases().now())));
      Network network = new Network(core, parts.created(record.created()).leased(lease));
      registry.add(record.id(), network);
      core.leases().resume(network);
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private NetworkParts restoredParts(
      NetworkDriver driver, NetworkRecord record, Restoration restoration, Undo undo) {
    requireFirst(driver, record.name(), undo);
    NetworkConfig config = record.config();
    Optional<NetworkDriverOptions> options = options(driver, config);
    NetworkAddresses addresses = NetworkAddresses.NONE;
    if (driver.traits().addressed()) {
      addresses = NetworkAddresses.restored(core.ipam().former(config.ipamDriver()), record);
      undo.with(addresses::releaseAll);
    }
    NetworkSpec spec =
        new NetworkSpec(record.id(), record.name(), config.internal(), addresses.pools(), options);
    DriverNetwork made = restoration.network(spec).orElseGet(() -> driver.createNetwork(spec));
    return new NetworkParts(
        record.id(),
        record.name(),
        driver.name(),
        config,
        record.created(),
        addresses,
        Optional.of(made),
        driver.traits(),
        Leasehold.NONE);
  }

  /// Once that is written nobody finds the network again, so it is written first.
  void delete(Network network) {
    boolean first = Locks.holding(network.lock(), () -> withdraw(network));
    settle(network, first);
    Removal removal = Locks.holding(network.lock(), () -> take(network));
    Removals.await(removal, "every interface of " + network);
    if (network.giveBack()) {
      network.addresses().releaseAll();
      core.networkRegistry().remove(network.id());
      core.naming().ifPresent(naming -> naming.forget(network));
      network.leasehold().close();
    }
  }

  /// As [#delete], of one whose lease has ended, so that nothing new is made on it.
  void deleteWithEndpoints(Network network) {
    network.services().forEach(core.services()::delete);
    network.endpoints().forEach(core.leaving()::leaveAndDelete);
    delete(network);
  }

  /// Lets its time to live begin again.
  void renew(Network network, Duration time) {
    network.requireAlive();
    core.leases().renew(network, time);
    core.ledger().commit(network.entry());
  }

  /// What could not be written need not be known to be gone.
  private void forget(Network network) {
    network.markDeleted(true);
    core.ledger().write(network.entries());
  }

  /// Answers whether the network was there until now.
  private boolean withdraw(Network network) {
    if (network.deleted()) {
      return false;
    }
    requireDeletable(network);
    forget(network);
    return true;
  }

  private void settle(Network network, boolean first) {
    try {
      core.ledger().settle();
    } catch (RuntimeException failure) {
      if (first) {
        network.markDeleted(false);
      }
      throw failure;
    }
  }

  private NetworkConfig template(String name) {
    Network template =
        core.networkRegistry()
            .byName(name)
            .filter(present -> !present.deleted())
            .orElseThrow(() ->
                new NetworkException.NotFound(
                    "there is no template network " + Names.quoted(name)));
    if (!template.configOnly()) {
      throw new NetworkException.Forbidden(
          template + " is no template (ConfigOnly): no network can be made from it");
    }
    return template.config();
  }

  private NetworkParts templateParts(
      NetworkId id, String driver, String name, NetworkConfig config) {
    return new NetworkParts(
        id,
        name,
        driver,
        config,
        core.clock().instant(),
        NetworkAddresses.NONE,
        Optional.empty(),
        DriverTraits.USUAL,
        Leasehold.NONE);
  }

  private NetworkParts parts(
      NetworkDriver driver, NetworkId id, String name, NetworkConfig config, Undo undo) {
    requireLeasable(driver, name, config);
    requireFirst(driver, name, undo);
    Optional<NetworkDriverOptions> options = options(driver, config);
    NetworkAddresses addresses = addresses(driver, name, config, options, undo);
    NetworkSpec spec = new NetworkSpec(id, name, config.internal(), addresses.pools(), options);
    Operation.checkpoint();
    DriverNetwork made = driver.createNetwork(spec);
    undo.with(() -> Removals.await(made.delete(), "network " + name));
    return new NetworkParts(
        id,
        name,
        driver.name(),
        config,
        core.clock().instant(),
        addresses,
        Optional.of(made),
        driver.traits(),
        Leasehold.NONE);
  }

  private NetworkAddresses addresses(
      NetworkDriver driver,
      String name,
      NetworkConfig config,
      Optional<NetworkDriverOptions> options,
      Undo undo) {
    if (!driver.traits().addressed()) {
      requireNoPools(driver, name, config);
      return NetworkAddresses.NONE;
    }
    Set<IpFamily> gateways = driver.gatewayFamilies(config.internal(), options);
    NetworkAddresses addresses =
        NetworkAddresses.request(
            core.ipam().get(config.ipamDriver()), core.host(), name, config, gateways);
    undo.with(addresses::releaseAll);
    addresses.requireOwn(gateways, name, driver.name(), config.ipamDriver());
    return addresses;
  }

  private static void requireNoPools(NetworkDriver driver, String name, NetworkConfig config) {
    if (!config.pools().isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "network " + name + " is of kind " + driver.name() + ", which has no address pools");
    }
  }

  private void requireFirst(NetworkDriver driver, String name, Undo undo) {
    if (!driver.traits().single()) {
      return;
    }
    String present = singles.putIfAbsent(driver.name(), name);
    if (present != null) {
      throw new NetworkException.Forbidden(
          "network "
              + name
              + " cannot be created: there is one network of kind "
              + driver.name()
              + " at most, and network "
              + present
              + " is it");
    }
    undo.with(() -> singles.remove(driver.name()));
  }

  private static void requireLeasable(NetworkDriver driver, String name, NetworkConfig config) {
    if (driver.traits().single() && !config.leases().isEmpty()) {
      throw new NetworkException.Forbidden(
          "network %s cannot be leased (%s): the one network of kind %s stays"
              .formatted(name, config.leases().getFirst(), driver.name()));
    }
  }

  static Optional<NetworkDriverOptions> options(NetworkDriver driver, NetworkConfig config) {
    if (config.driverLabels().isEmpty()) {
      return config.driverOptions();
    }
    if (config.driverOptions().isPresent()) {
      throw new NetworkException.InvalidParameter(
          "driver options were given both as a record and as texts: give one");
    }
    DriverLabels labels = new DriverLabels(config.driverLabels());
    Optional<NetworkDriverOptions> options = driver.options(labels);
    if (!labels.left().isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "driver " + driver.name() + " takes no option " + String.join(", ", labels.left()));
    }
    return options;
  }

  /// Who deletes it too waits for the same removal; where that failed it is tried again.
  private Removal take(Network network) {
    Optional<Removal> begun = network.removal();
    if (begun.isPresent() && !begun.get().announced().isCompletedExceptionally()) {
      return begun.get();
    }
    Removal removal = remove(network);
    if (begun.isEmpty()) {
      core.events()
          .publish(revision -> new Event.NetworkDeleted(revision, network.id(), network.name()));
    }
    return removal;
  }

  private static Removal remove(Network network) {
    Removal removal =
        network.findDriverNetwork().map(DriverNetwork::delete).orElseGet(Removal::done);
    network.removing(removal);
    return removal;
  }

  private void requireDeletable(Network network) {
    if (network.traits().single()) {
      throw new NetworkException.Forbidden(
          network + " is the one network of kind " + network.driver() + " and stays");
    }
    List<String> names = network.endpoints().stream().map(Endpoint::name).sorted().toList();
    if (!names.isEmpty()) {
      throw new NetworkException.Forbidden(
          "cannot delete "
              + network
              + ": it has endpoints "
              + abridged(names)
              + "; delete them first");
    }
    List<String> services = network.services().stream().map(Service::name).toList();
    if (!services.isEmpty()) {
      throw new NetworkException.Forbidden(
          "cannot delete %s: it has services %s; delete them first"
              .formatted(network, abridged(services)));
    }
    if (network.configOnly()) {
      requireUnused(network);
    }
  }

  private void requireUnused(Network template) {
    List<String> users =
        core.networkRegistry().all().stream()
            .filter(other -> other.configFrom().filter(template.name()::equals).isPresent())
            .map(Network::name)
            .toList();
    if (!users.isEmpty()) {
      throw new NetworkException.Forbidden(
          "cannot delete template " + template.name() + ": made from it are " + abridged(users));
    }
  }

  private static String abridged(List<String> names) {
    int shown = 10;
    String list = String.join(", ", names.subList(0, Math.min(shown, names.size())));
    return names.size() > shown ? list + " and " + (names.size() - shown) + " more" : list;
  }
}
