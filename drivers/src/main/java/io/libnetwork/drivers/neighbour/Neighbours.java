package io.libnetwork.drivers.neighbour;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.PlannedStep.Verb;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.nftables.RulesetChange;
import io.libnetwork.linux.nftables.RulesetChange.Touched;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.Notes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The firewalls of a host beside ours. None is talked to before the host's ruleset shows it: at
/// the first network, or when its tables appear later.
///
/// Safe for use by many threads.
public final class Neighbours implements AutoCloseable {

  /// Longer than firewalld takes to reload on a slow machine.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Host host;
  private final Function<Host, List<NeighbourFirewallProvider>> choice;
  private final Duration patience;

  /// Guarded by `this`, like all that follows.
  private final Set<InterfaceName> bridges = new LinkedHashSet<>();

  private final List<NeighbourFirewallProvider> absent = new ArrayList<>();
  private final List<Neighbour> present = new ArrayList<>();
  private boolean looked;

  /// Those of a double, by name, and where it notes what they would be told.
  private final Set<String> named = new LinkedHashSet<>();

  private Optional<Notes> notes = Optional.empty();

  private Neighbours(
      Host host, Function<Host, List<NeighbourFirewallProvider>> choice, Duration patience) {
    this.host = host;
    this.choice = choice;
    this.patience = patience;
  }

  /// Those that are installed beside the library.
  ///
  /// The machine's firewalls answer wherever they are asked from, but judge in the machine's
  /// namespace only. So a host that is another namespace than the process's own has none.
  public static Neighbours installed(Host host) {
    return new Neighbours(host, Neighbours::found, PATIENCE);
  }

  /// Those given, whatever namespace the host is.
  public static Neighbours of(Host host, List<NeighbourFirewallProvider> given) {
    return of(host, given, PATIENCE);
  }

  /// @param patience how long a new network waits for a firewall that does not answer
  static Neighbours of(Host host, List<NeighbourFirewallProvider> given, Duration patience) {
    List<NeighbourFirewallProvider> all = List.copyOf(given);
    return new Neighbours(host, _ -> all, patience);
  }

  /// The double of these, which notes what they would be told.
  public synchronized Neighbours rehearsed(Notes notes) {
    Neighbours copy = new Neighbours(host, choice, patience);
    copy.notes = Optional.of(notes);
    copy.bridges.addAll(bridges);
    copy.named.addAll(present.stream().map(Neighbour::name).toList());
    copy.looked = looked;
    return copy;
  }

  /// Who can talk to the firewalls of a host; nobody where it is not the process's own.
  public static List<NeighbourFirewallProvider> providers(Host host) {
    return found(host);
  }

  /// Has what a bridge carries let through; returns at once.
  public synchronized Admission admit(InterfaceName bridge) {
    look();
    bridges.add(bridge);
    note(Verb.MAKE, bridge);
    return new Admission(
        bridge,
        present.stream()
            .map(each -> new Admission.Asked(each, each.firewall().admit(bridge)))
            .toList());
  }

  /// Has a bridge that is gone forgotten; returns at once.
  public synchronized void dismiss(InterfaceName bridge) {
    if (bridges.remove(bridge)) {
      note(Verb.REMOVE, bridge);
      present.forEach(neighbour -> neighbour.firewall().dismiss(bridge));
    }
  }

  /// Hears of a change of the ruleset, which may show that a firewall has come; returns at once.
  public synchronized void heard(RulesetChange change) {
    List<NeighbourFirewallProvider> come =
        absent.stream().filter(provider -> shown(provider, change)).toList();
    come.forEach(this::open);
  }

  /// Ends every conversation; what the firewalls were told stays.
  @Override
  public synchronized void close() {
    present.forEach(neighbour -> neighbour.firewall().close());
    present.clear();
    absent.clear();
  }

  /// Where nothing could be talked to, the kernel is not asked.
  private void look() {
    if (looked) {
      return;
    }
    looked = true;
    absent.addAll(choice.apply(host));
    List<NeighbourFirewallProvider> there =
        absent.stream()
            .filter(NeighbourFirewallProvider::reachable)
            .filter(provider -> provider.tables().stream().anyMatch(host.nftables()::exists))
            .toList();
    if (notes.isPresent()) {
      there.forEach(provider -> named.add(provider.name()));
    } else {
      there.forEach(this::open);
    }
  }

  private void note(Verb verb, InterfaceName bridge) {
    notes.ifPresent(noted ->
        named.forEach(name ->
            noted.note(
                new PlannedStep(
                    Kind.FIREWALL,
                    verb,
                    Whose.NOBODY,
                    "interface " + bridge + " in the rules of " + name,
                    ""))));
  }

  private void open(NeighbourFirewallProvider provider) {
    absent.remove(provider);
    NeighbourFirewall opened = provider.open();
    present.add(new Neighbour(provider.name(), opened, patience));
    for (InterfaceName bridge : bridges) {
      CompletableFuture<Void> _ = opened.admit(bridge);
    }
  }

  private static boolean shown(NeighbourFirewallProvider provider, RulesetChange change) {
    return change.touched().stream().map(Touched::table).anyMatch(provider.tables()::contains)
        && provider.reachable();
  }

  private static List<NeighbourFirewallProvider> found(Host host) {
    if (!host.namespace().id().equals(NetworkNamespace.currentId())) {
      return List.of();
    }
    ClassLoader loader = NeighbourFirewallProvider.class.getClassLoader();
    return ServiceLoader.load(NeighbourFirewallProvider.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
