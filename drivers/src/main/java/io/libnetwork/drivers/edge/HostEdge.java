package io.libnetwork.drivers.edge;

import io.libnetwork.Host;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.firewall.FirewallWatch;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.neighbour.Neighbours;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.proxy.PortProxies;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.Notes;
import java.lang.ref.WeakReference;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where the networks of a controller meet its host and the world behind it, whatever drivers made
/// them: the firewall, the host's ports and who serves them, its forwarding, its connections.
///
/// There is one for each controller, made for the first driver that needs it and closed with the
/// last: two that know of half the networks each would take each other's rules away. Safe for use
/// by many threads.
public final class HostEdge implements AutoCloseable {

  /// By what a controller gives to all of its drivers. Guarded by itself.
  private static final IdentityHashMap<HostParameters, HostEdge> OPEN = new IdentityHashMap<>();

  private final Host host;
  private final HostParameters parameters;
  private final Upkeep upkeep;
  private final String speaker;
  private final Firewall firewall;
  private final Neighbours neighbours;
  private final HostPorts ports;
  private final PortProxies proxies;
  private final FlowPurge flows;
  private final Forwarding forwarding;

  /// Doubles, by the doubles of what a controller gives to its drivers; they go with who has them.
  /// Guarded by `OPEN`.
  private static final Map<HostParameters, WeakReference<HostEdge>> DOUBLES = new WeakHashMap<>();

  /// What says, of a double, whether the host would still have a link of a name.
  private final List<Predicate<String>> there = new CopyOnWriteArrayList<>();

  /// Guarded by `OPEN`.
  private int users;

  /// Guarded by this.
  private @Nullable FirewallWatch watch;

  /// Guarded by this.
  private boolean restored;

  private HostEdge(
      String driver, Host host, HostParameters parameters, Upkeep upkeep, Neighbours neighbours) {
    this.host = host;
    this.parameters = parameters;
    this.upkeep = upkeep;
    this.speaker = driver;
    this.firewall = new Firewall(host::nftables, upkeep);
    this.neighbours = neighbours;
    this.ports = new HostPorts(host.namespaceThread(), host.namespace());
    this.proxies = new PortProxies(host.namespaceThread(), host.namespace());
    this.flows = FlowPurge.of(host);
    this.forwarding = new Forwarding(host, parameters);
  }

  private HostEdge(HostEdge live, HostParameters noted, Notes notes) {
    this.host = live.host;
    this.parameters = noted;
    this.upkeep = Upkeep.LEAVE;
    this.speaker = live.speaker;
    this.firewall = live.firewall.rehearsed(notes);
    this.neighbours = live.neighbours.rehearsed(notes);
    this.ports = live.ports.rehearsed(host.rtnetlink(), notes);
    this.proxies = new PortProxies(host.namespaceThread(), host.namespace());
    this.flows = live.flows.rehearsed(notes);
    this.forwarding =
        live.forwarding.rehearsed(
            noted, notes, link -> there.stream().allMatch(each -> each.test(link)));
  }

  /// Its double, which is one for all drivers' doubles in a plan, each of which is to close it
  /// once.
  ///
  /// @param noted the double of the parameters, by which the plan is told from others
  /// @param staying whether the host would still have a link of a name, as far as a driver says
  public HostEdge rehearsed(HostParameters noted, Notes notes, Predicate<String> staying) {
    synchronized (OPEN) {
      WeakReference<HostEdge> known = DOUBLES.get(noted);
      HostEdge copy = known == null ? null : known.get();
      if (copy == null) {
        copy = new HostEdge(this, noted, notes);
        DOUBLES.put(noted, new WeakReference<>(copy));
      }
      copy.there.add(staying);
      copy.users++;
      return copy;
    }
  }

  /// Opens that of a controller for one more of its drivers, each of which is to close it once.
  ///
  /// @param driver the driver's name
  /// @param parameters what the controller gives to its drivers, by which it is told from others
  /// @param upkeep what becomes of the rules when others change them; the first driver's counts
  /// @param neighbours the host's other firewalls, asked for by the first driver
  public static HostEdge open(
      String driver,
      Host host,
      HostParameters parameters,
      Upkeep upkeep,
      Function<Host, Neighbours> neighbours) {
    synchronized (OPEN) {
      HostEdge edge =
          OPEN.computeIfAbsent(
              parameters,
              _ -> new HostEdge(driver, host, parameters, upkeep, neighbours.apply(host)));
      edge.users++;
      return edge;
    }
  }

  /// Whether a driver is the one that speaks for all about what they share, so that nothing of it
  /// is told twice.
  public boolean speaks(String driver) {
    return speaker.equals(driver);
  }

  /// Begins to hear what others do to the firewall, where it is to be kept up. There is nothing to
  /// hear before the first network.
  public synchronized void watch() {
    if (upkeep == Upkeep.REPAIR && watch == null) {
      watch = FirewallWatch.begin(host, firewall, neighbours::heard);
    }
  }

  /// Makes the firewall what all drivers expect of it, once for all of them: when the first of them
  /// ends its restoration all have said what they expect.
  ///
  /// @param beside whether other controllers have networks on the host
  public synchronized void restore(boolean beside) {
    if (restored) {
      return;
    }
    if (beside) {
      firewall.restoreBeside();
    } else {
      firewall.restore();
    }
    restored = true;
  }

  public Firewall firewall() {
    return firewall;
  }

  /// The host's other firewalls.
  public Neighbours neighbours() {
    return neighbours;
  }

  public HostPorts ports() {
    return ports;
  }

  public PortProxies proxies() {
    return proxies;
  }

  public FlowPurge flows() {
    return flows;
  }

  public Forwarding forwarding() {
    return forwarding;
  }

  /// Where no network ever was there is nothing to take away, and perhaps no way to.
  @Override
  public void close() {
    synchronized (OPEN) {
      users--;
      if (users > 0) {
        return;
      }
      OPEN.remove(parameters);
    }
    proxies.close();
    flows.close();
    ports.close();
    endWatch();
    neighbours.close();
    if (firewall.used()) {
      boolean _ = firewall.removeIfUnused(forwarding::turnOff);
    }
  }

  private synchronized void endWatch() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }
}
