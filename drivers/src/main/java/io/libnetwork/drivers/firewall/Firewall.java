package io.libnetwork.drivers.firewall;

import io.libnetwork.Difference;
import io.libnetwork.NetworkException;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import io.libnetwork.linux.nftables.RulesetChange;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.Notes;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A host's firewall, as far as it is ours: the tables `libnetwork` of the families `inet` and
/// `bridge`.
///
/// Each change is one nftables transaction, made whole or not at all, and costs the same whatever
/// is there already. The first one makes the table where it is missing and its rules right where it
/// is there.
///
/// What is added again is left as it is; what is removed again is gone: every method may be
/// repeated.
///
/// If the table has vanished (somebody ran `nft flush ruleset`) the next change finds out, makes
/// the table again and then itself, in one transaction. What others had in it is theirs to add
/// again.
///
/// Safe for use by many threads. Changes take turns under a lock that is held for nothing else, so
/// it may be called under any other lock.
///
/// Every method throws
/// - [io.libnetwork.NetworkException.Unavailable] without libnftables,
/// - [io.libnetwork.NetworkException.Forbidden] without `CAP_NET_ADMIN` in the host's namespace,
/// - [io.libnetwork.NetworkException.Conflict] where a port leads elsewhere already,
/// - [io.libnetwork.NetworkException.NotImplemented] where the kernel lacks what the rules need,
/// - [io.libnetwork.NetworkException.System] for anything else the kernel refuses;
///
/// then nothing has changed.
public final class Firewall {

  private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

  private final DesiredRuleset ruleset;
  private final ReentrantLock lock = new ReentrantLock();
  private final Review review;
  private final LongAdder repairs = new LongAdder();

  /// The table was there when this object first made it right. Guarded by `lock`.
  private boolean inherited = true;

  /// The bridges that this object may have left elements of. Guarded by `lock`.
  private final Set<InterfaceName> known = new HashSet<>();

  /// One that nobody keeps up.
  ///
  /// @param nftables the host's ruleset, asked for at each change and not closed here
  public Firewall(Supplier<Nftables> nftables) {
    this(nftables, Upkeep.LEAVE);
  }

  /// @param nftables the host's ruleset, asked for at each change and not closed here
  /// @param upkeep [Upkeep#REPAIR] for who has it repaired by a [FirewallWatch]
  public Firewall(Supplier<Nftables> nftables, Upkeep upkeep) {
    this(new DesiredRuleset(nftables, upkeep));
  }

  private Firewall(DesiredRuleset ruleset) {
    this.ruleset = ruleset;
    this.review = new Review(ruleset, lock);
  }

  /// Its double, which notes what this one would change, and changes nothing.
  public Firewall rehearsed(Notes notes) {
    lock.lock();
    try {
      Firewall copy = new Firewall(ruleset.rehearsed(new NotedRuleset(ruleset::nftables, notes)));
      copy.inherited = inherited;
      copy.known.addAll(known);
      return copy;
    } finally {
      lock.unlock();
    }
  }

  /// Guards what is behind a bridge. To be called before the bridge carries anything: a bridge that
  /// is not known here is not ours, and what it carries is nobody's business.
  public void addNetwork(NetworkElements network) {
    changing("add network behind " + network.bridge(), () -> ensuredClean(network));
  }

  /// Forgets a network, whatever was known about it. To be called when its bridge carries nothing
  /// any more.
  public void removeNetwork(NetworkElements network) {
    changing("remove network behind " + network.bridge(), () -> forget(network));
  }

  /// Guards a network without a bridge. To be called before any of its links is up.
  public void addNetwork(RoutedElements network) {
    change("add routed network of " + network.hub(), List.of(), network.wanted());
  }

  /// Forgets a network without a bridge, which has no endpoints any more.
  public void removeNetwork(RoutedElements network) {
    changing("remove routed network of " + network.hub(), () -> ruleset.remove(network.wanted()));
  }

  /// Counts on a network that was there before this object, which [#restore] guards.
  public void expect(RoutedElements network) {
    changing("expect routed network of " + network.hub(), () -> ruleset.expect(network.wanted()));
  }

  /// Notes that we are about to turn the host's forwarding on in these families: from now on what
  /// has nothing to do with our networks is not forwarded. The note is kept in the kernel, so that
  /// it outlives this process, and lasts until [#removeIfUnused].
  public void forwardForNobodyElse(Set<IpFamily> families) {
    changing(
        "note that forwarding of " + families + " is ours",
        () -> ruleset.change(List.of(), notes(families)));
  }

  /// Guards an endpoint's addresses and lets in what it publishes.
  public void addEndpoint(EndpointElements endpoint) {
    addEndpoints(List.of(endpoint));
  }

  /// As [#addEndpoint], for several in one transaction.
  public void addEndpoints(Collection<EndpointElements> endpoints) {
    if (!endpoints.isEmpty()) {
      change("add endpoints " + addresses(endpoints), List.of(), elements(endpoints));
    }
  }

  /// Forgets an endpoint. A port of its that leads to another endpoint by now stays.
  public void removeEndpoint(EndpointElements endpoint) {
    removeEndpoints(List.of(endpoint));
  }

  /// As [#removeEndpoint], for several in one transaction.
  public void removeEndpoints(Collection<EndpointElements> endpoints) {
    if (!endpoints.isEmpty()) {
      changing(
          "remove endpoints " + addresses(endpoints), () -> ruleset.remove(elements(endpoints)));
    }
  }

  /// Changes what is known of an endpoint, above all its ports: there is no moment at which neither
  /// what was nor what shall be holds.
  public void changePorts(EndpointElements before, EndpointElements after) {
    Set<Element> was = before.elements();
    Set<Element> shall = after.elements();
    List<Element> gone = was.stream().filter(element -> !shall.contains(element)).toList();
    List<Element> come = shall.stream().filter(element -> !was.contains(element)).toList();
    change("change ports of " + after.addresses(), gone, come);
  }

  /// Guards a service's own addresses. To be called before the host has them.
  public void addService(ServiceElements service) {
    change("add service at " + service.fronts(), List.of(), service.elements());
  }

  /// Forgets a service, whatever leads to its backends.
  ///
  /// @param besides what its backends need, and do not any more
  public void removeService(ServiceElements service, Collection<Element> besides) {
    List<Element> gone = service.elements();
    gone.addAll(besides);
    changing("remove service at " + service.fronts(), () -> ruleset.remove(gone));
  }

  /// Changes where a service leads, and what its backends need.
  public void changeService(
      ServiceElements service, Collection<Element> gone, Collection<Element> come) {
    change("change service at " + service.fronts(), gone, come);
  }

  /// Counts on a service that was there before this object, which [#restore] makes right.
  ///
  /// @param backends what its backends need
  public void expect(ServiceElements service, Collection<Element> backends) {
    changing(
        "expect service at " + service.fronts(),
        () -> {
          ruleset.expect(service.elements());
          ruleset.expect(backends);
        });
  }

  /// Counts on a network that was there before this object, which [#restore] guards.
  public void expect(NetworkElements network) {
    changing("expect network behind " + network.bridge(), () -> expectLocked(network));
  }

  /// Counts on an endpoint that was there before this object, which [#restore] guards.
  public void expect(EndpointElements endpoint) {
    changing("expect " + endpoint.addresses(), () -> ruleset.expect(endpoint.elements()));
  }

  /// Makes the tables what they are to be, in whatever state a former process has left them: what
  /// is expected is there, in one transaction, and nothing else.
  public void restore() {
    changing("restore the table " + FirewallSets.TABLE, ruleset::restore);
  }

  /// As [#restore], where other controllers have networks on the host: what is there and not
  /// expected here is theirs, and stays.
  public void restoreBeside() {
    changing("restore the table " + FirewallSets.TABLE, ruleset::restoreBeside);
  }

  /// Takes away what there is of networks behind bridges of which nothing else is known.
  public void forget(Collection<InterfaceName> bridges) {
    changing(
        "forget the bridges " + bridges,
        () ->
            bridges.stream()
                .map(bridge -> new NetworkElements(bridge, false, false, Set.of()))
                .forEach(this::forget));
  }

  /// Whether this object has changed the ruleset: who never has, has nothing of his own there.
  public boolean used() {
    lock.lock();
    try {
      return ruleset.used();
    } finally {
      lock.unlock();
    }
  }

  /// Deletes the tables if they have no network any more and nobody has put rules of his own into
  /// the chain `user`.
  ///
  /// @param first done before, with the families whose forwarding was noted as ours: nobody guards
  ///   it any more when the tables are gone
  /// @return whether the tables are gone now
  public boolean removeIfUnused(Consumer<Set<IpFamily>> first) {
    lock.lock();
    try {
      FirewallContents contents = ruleset.contents();
      if (contents.inUse()) {
        return false;
      }
      first.accept(contents.alone());
      ruleset.removeAll();
      return true;
    } catch (NftablesException refused) {
      throw Refusals.of("remove the table " + FirewallSets.TABLE, refused);
    } catch (NftablesUnavailableException missing) {
      throw Refusals.of(missing);
    } finally {
      lock.unlock();
    }
  }

  /// As [#removeIfUnused(Consumer)], of tables that a former process may have left; where there are
  /// none `first` is told of no family. Who may not look has left none.
  ///
  /// @param nobodys there is no bridge of ours on the host, so elements that are left go too
  public boolean removeLeft(boolean nobodys, Consumer<Set<IpFamily>> first) {
    try {
      if (exists()) {
        if (nobodys) {
          restore();
        }
        return removeIfUnused(first);
      }
      first.accept(Set.of());
      return false;
    } catch (NetworkException.Forbidden | NetworkException.Unavailable refused) {
      LOG.debug("nobody looked for tables of a former process", refused);
      return false;
    }
  }

  private boolean exists() {
    lock.lock();
    try {
      return ruleset.nftables().exists(FirewallSets.TABLE);
    } catch (NftablesException refused) {
      throw Refusals.of("look for the table " + FirewallSets.TABLE, refused);
    } catch (NftablesUnavailableException missing) {
      throw Refusals.of(missing);
    } finally {
      lock.unlock();
    }
  }

  /// As [#removeIfUnused(Consumer)], with nothing to be done before.
  public boolean removeIfUnused() {
    return removeIfUnused(_ -> {});
  }

  /// Makes the tables as they should be, after others have changed them.
  void repair(Damage damage) {
    lock.lock();
    try {
      long begun = System.nanoTime();
      int elements = ruleset.repair(damage);
      repairs.increment();
      LOG.warn(
          "{} changed the firewall: repaired, with {} elements, in {} ms",
          String.join(" and ", damage.by()),
          elements,
          (System.nanoTime() - begun) / 1e6);
    } finally {
      lock.unlock();
    }
  }

  /// What of our tables is missing in the kernel, or is not as it was made; nothing where this
  /// object has never changed it.
  ///
  /// @param thread makes the namespace in which it is found out how the kernel keeps our rules
  public List<Difference> examine(NamespaceThread thread) {
    return review.examine(thread);
  }

  /// As [#examine(NamespaceThread)], of networks, endpoints and services that should be there by
  /// what was asked for alone, and are not known here. To whom a service's slots lead depends on
  /// who has come and gone, so of that nothing is said.
  public List<Difference> examine(
      NamespaceThread thread,
      Collection<NetworkElements> networks,
      Collection<EndpointElements> endpoints,
      Collection<ServiceElements> services) {
    Set<Element> wanted = elements(endpoints);
    networks.forEach(network -> wanted.addAll(network.wanted()));
    services.forEach(service -> wanted.addAll(service.standing()));
    return compared(thread, wanted);
  }

  /// As [#examine(NamespaceThread)], of routed networks and their endpoints that should be there by
  /// what was asked for alone.
  public List<Difference> examine(
      NamespaceThread thread,
      Collection<RoutedElements> networks,
      Collection<EndpointElements> endpoints) {
    Set<Element> wanted = elements(endpoints);
    networks.forEach(network -> wanted.addAll(network.wanted()));
    return compared(thread, wanted);
  }

  private List<Difference> compared(NamespaceThread thread, Set<Element> wanted) {
    try {
      return wanted.isEmpty()
          ? List.of()
          : FirewallComparison.of(ruleset.nftables(), thread, wanted);
    } catch (NftablesUnavailableException missing) {
      throw Refusals.of(missing);
    }
  }

  /// Makes right what [#examine(NamespaceThread)] finds.
  public Reconciliation mend(NamespaceThread thread) {
    return review.mend(thread, () -> repair(Damage.UNKNOWN));
  }

  /// Makes in a ruleset elsewhere what should be in the host's by now, and nothing else.
  public void copyTo(Nftables elsewhere) {
    lock.lock();
    try {
      ruleset.copyTo(elsewhere);
    } catch (NftablesException refused) {
      throw Refusals.of("copy the table " + FirewallSets.TABLE, refused);
    } finally {
      lock.unlock();
    }
  }

  /// How often others have changed the tables, and they were repaired.
  public long repairs() {
    return repairs.sum();
  }

  /// Whether a change of the ruleset was made by this object.
  boolean made(RulesetChange change) {
    return ruleset.nftables().made(change);
  }

  /// Whether elements that are changed by a netlink port are changed by this object.
  boolean changesBy(int port) {
    return ruleset.nftables().changesBy(port);
  }

  private static List<Element> notes(Set<IpFamily> families) {
    return families.stream()
        .map(family -> FirewallSets.ALONE.element(Component.etherType(family)))
        .toList();
  }

  private static Set<Element> elements(Collection<EndpointElements> endpoints) {
    Set<Element> elements = new LinkedHashSet<>();
    endpoints.forEach(endpoint -> elements.addAll(endpoint.elements()));
    return elements;
  }

  private static List<?> addresses(Collection<EndpointElements> endpoints) {
    return endpoints.stream().flatMap(endpoint -> endpoint.addresses().stream()).toList();
  }

  private void change(String what, Collection<Element> gone, Collection<Element> come) {
    changing(what, () -> ruleset.change(gone, come));
  }

  private void changing(String what, Runnable change) {
    lock.lock();
    try {
      change.run();
    } catch (NftablesException refused) {
      throw Refusals.of(what, refused);
    } catch (NftablesUnavailableException missing) {
      throw Refusals.of(missing);
    } finally {
      lock.unlock();
    }
  }

  /// In a table that was there before us, or that has been told of a bridge of this name already,
  /// there may be elements that would keep the network more open than it is asked to be.
  private void ensuredClean(NetworkElements network) {
    if (!ruleset.used()) {
      inherited = ruleset.nftables().exists(FirewallSets.TABLE);
    }
    boolean leftovers = inherited || known.contains(network.bridge());
    known.add(network.bridge());
    ruleset.change(leftovers ? network.unwanted() : List.of(), network.wanted());
  }

  private void expectLocked(NetworkElements network) {
    known.add(network.bridge());
    ruleset.expect(network.wanted());
  }

  private void forget(NetworkElements network) {
    ruleset.change(network.everything(), List.of());
    known.remove(network.bridge());
  }
}
