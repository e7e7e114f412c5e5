package io.libnetwork.junit;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.apply.Labs;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What makes sessions: one controller for all tests of a process, in a place.
///
/// What there is is on record in a store of its own. Where the process is killed, a watcher takes
/// everything away by that record, see [Watcher]; where that was killed too, the next one that is
/// opened does. Others on the host have the same firewall tables, so nothing is repaired in them
/// behind a test's back. Safe for use by many threads.
public final class SessionHost implements AutoCloseable {

  static final String STORE = "mvstore";

  /// What a network is called that was asked for without a name.
  static final String NETWORK = "network";

  private final Deque<AutoCloseable> opened;
  private final SessionFolder folder;
  private final Controller controller;
  private final Labs labs;
  private final Removals removals = new Removals();
  private final Spares spares = new Spares(kind -> make(lab(kind.sandboxes(), kind.internal())));
  private final AtomicInteger next = new AtomicInteger(1);

  private SessionHost(
      Deque<AutoCloseable> opened, SessionFolder folder, Controller controller, Labs labs) {
    this.opened = opened;
    this.folder = folder;
    this.controller = controller;
    this.labs = labs;
  }

  /// Opens one, when what killed processes have left is taken away.
  ///
  /// @throws io.libnetwork.NetworkException.Forbidden when the process may not make networks
  public static SessionHost open(Place place) {
    Requirements.require();
    boolean _ = Sweep.run(place);
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      return open(place, opened);
    } catch (RuntimeException failure) {
      Closing.all(opened).ifPresent(failure::addSuppressed);
      throw failure;
    }
  }

  private static SessionHost open(Place place, Deque<AutoCloseable> opened) {
    AddressBlock addresses = AddressBlock.take(place.folder().resolve("addresses"));
    opened.push(addresses);
    SessionFolder folder = SessionFolder.create(place);
    opened.push(Watcher.start(folder, place));
    opened.push(folder::delete);
    Host host = place.host(folder.path());
    opened.push(host);
    StateStore store = StateStoreProvider.named(STORE).open(folder.store(), Schema.FIRST);
    opened.push(store);
    Controller controller =
        Controller.open(
            host,
            options(store, new ControllerOption.Ipam(addresses.ipam(folder.path().toString()))));
    opened.push(controller);
    Labs labs = Labs.open(controller, store, folder.labs());
    opened.push(labs);
    return new SessionHost(opened, folder, controller, labs);
  }

  /// As controllers of tests are opened, whether they make something or take it away.
  static ControllerOption[] options(StateStore store, ControllerOption own) {
    return new ControllerOption[] {
      new ControllerOption.NetworkDriver(BridgeDriver.factory(PublishPolicy.USUAL, Upkeep.LEAVE)),
      new ControllerOption.NetworkDriver(PtpDriver.factory(PublishPolicy.USUAL, Upkeep.LEAVE)),
      new ControllerOption.NetworkDriver(MacvlanDriver.factory()),
      new ControllerOption.NetworkDriver(IpvlanDriver.factory()),
      new ControllerOption.NetworkDriver(HostDriver.factory()),
      new ControllerOption.NetworkDriver(NoneDriver.factory()),
      new ControllerOption.ReconcileEvery(Duration.ZERO),
      new ControllerOption.Store(store),
      own
    };
  }

  /// Makes one network with containers on it, or gives one of that kind that was made ahead: where
  /// the same is asked for again and again, the next is made while the one before is used.
  ///
  /// @param sandboxes what they are called
  /// @param internal whether there is no way out of the network
  /// @throws NetworkException.InvalidParameter when a name is none, or is there twice
  public LabSession begin(List<String> sandboxes, boolean internal) {
    requireDifferent(sandboxes);
    return spares.take(new Spares.Kind(sandboxes, internal));
  }

  /// Makes a lab: all of it, or nothing. What it names may be what a session before it had, such as
  /// a pool or a port of the host, so this waits until those that are closed are gone.
  ///
  /// @param lab whose name makes no difference
  public LabSession begin(Lab lab) {
    removals.awaitEarlier();
    return make(lab);
  }

  private LabSession make(Lab lab) {
    Lab own =
        new Lab("t" + next.getAndIncrement(), lab.networks(), lab.sandboxes(), lab.services());
    var _ = labs.apply(own, Set.of());
    return new LabSession(own, controller, labs, removals, folder.programs());
  }

  private static void requireDifferent(List<String> sandboxes) {
    Set<String> names = new HashSet<>();
    for (String name : sandboxes) {
      if (!names.add(name)) {
        throw new NetworkException.InvalidParameter(
            "sandbox '%s' is asked for twice: expected names that differ".formatted(name));
      }
    }
  }

  private static Lab lab(List<String> sandboxes, boolean internal) {
    LabNetwork usual = LabNetwork.of(NETWORK);
    LabNetwork network =
        new LabNetwork(
            NETWORK,
            usual.driver(),
            usual.ipv4(),
            usual.ipv6(),
            internal,
            usual.named(),
            usual.pools(),
            usual.options(),
            usual.labels(),
            usual.zones());
    return new Lab(
        "t", List.of(network), sandboxes.stream().map(SessionHost::sandbox).toList(), List.of());
  }

  private static LabSandbox sandbox(String name) {
    return new LabSandbox(
        name,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(LabEndpoint.on(NETWORK)));
  }

  /// Removes what sessions are open yet, and what this process has for them; returns when all of it
  /// is gone. Where something stays, the watcher takes it away when the process has ended.
  @Override
  public void close() {
    opened.push(() -> labs.names().forEach(labs::delete));
    opened.push(removals);
    opened.push(spares);
    Closing.all(opened)
        .ifPresent(failure -> {
          throw failure;
        });
  }
}
