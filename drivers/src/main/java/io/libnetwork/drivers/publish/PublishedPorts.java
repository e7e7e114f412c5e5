package io.libnetwork.drivers.publish;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.ports.PortLease;
import io.libnetwork.drivers.ports.PortOwner;
import io.libnetwork.drivers.ports.Terms;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.drivers.publish.Published.Taken;
import io.libnetwork.spi.EndpointSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one endpoint publishes: what it was asked to, and what it has of the host for it.
///
/// It has ports of the host only while it is its sandbox's gateway. Each change takes new ports
/// first, goes from the old rules to the new ones in one transaction, has the proxy serve what the
/// rules cannot, and gives old ports back last: it is made whole or not at all, and no connection
/// by a port that stays notices.
///
/// Not for several threads: the network's lock keeps them apart.
public final class PublishedPorts {

  private final PublishingNetwork network;
  private final EndpointSpec spec;
  private final PortOwner owner;
  private final Function<List<PortBinding>, EndpointElements> rules;

  /// In the order they were asked for. The same may be asked for twice, and get two free ports.
  private final Map<PublishedPort, Deque<Published>> requests = new LinkedHashMap<>();

  /// The families of the host in which its ports are this endpoint's to publish.
  private Set<IpFamily> gatewayFor = Set.of();

  private final ProxiedLeases proxied;

  /// @param rules the endpoint as the firewall should see it, with what it publishes
  public PublishedPorts(
      PublishingNetwork network,
      EndpointSpec spec,
      Function<List<PortBinding>, EndpointElements> rules) {
    this.network = network;
    this.spec = spec;
    this.rules = rules;
    this.owner = new PortOwner(spec.name());
    this.proxied = new ProxiedLeases(network.proxies());
    requested(spec.ports()).forEach(port -> add(new Published(port)));
  }

  /// Its double on its network's double.
  public PublishedPorts rehearsed(PublishingNetwork noted) {
    PublishedPorts copy = new PublishedPorts(noted, spec, rules);
    copy.requests.clear();
    for (Published live : published().toList()) {
      Published same = new Published(live.request());
      live.leases()
          .forEach(lease -> {
            PortLease own = noted.ports().rehearsed(lease, copy.owner);
            new Taken(same, own).begin();
          });
      copy.add(same);
    }
    copy.gatewayFor = gatewayFor;
    return copy;
  }

  /// Nothing is asked for.
  public boolean empty() {
    return requests.isEmpty();
  }

  /// What is published now, while the endpoint is joined.
  public List<PortBinding> bindings() {
    List<PortBinding> bindings = new ArrayList<>(bindings(taken().map(Taken::lease).toList()));
    bindings.addAll(direct(List.of(), Set.of()));
    return bindings;
  }

  /// The endpoint as the firewall sees it, with all that is published now.
  public EndpointElements elements() {
    List<PortBinding> all = with(List.of(), taken().toList());
    all.addAll(direct(List.of(), Set.of()));
    return elements(all);
  }

  /// The endpoint as the firewall should see it.
  ///
  /// @param had what it has of the host for what it publishes
  public EndpointElements elementsWith(List<PortBinding> had) {
    boolean proxied = plan().policy().respectHost();
    List<PortBinding> all = new ArrayList<>();
    had.stream().filter(binding -> !proxied && Publication.translated(binding)).forEach(all::add);
    all.addAll(direct(List.of(), Set.of()));
    return elements(all);
  }

  /// Takes the ports of an endpoint that is about to be a gateway; the firewall is told by who
  /// calls.
  public void take(Set<IpFamily> families) {
    Set<IpFamily> translated = translated(families);
    lease(published().toList(), translated, translated).forEach(Taken::begin);
    gatewayFor = translated;
  }

  /// As [#take], after a restart: what was chosen stays the same if it can.
  public void restore(Set<IpFamily> families, List<PortBinding> had) {
    Set<IpFamily> translated = translated(families);
    List<Published> within = within(published().toList(), translated);
    List<IpAddress> own = addresses(translated);
    if (!within.isEmpty() && !own.isEmpty()) {
      List<PublishedPort> ports = within.stream().map(Published::request).toList();
      paired(within, network.ports().restore(owner, ports, own, terms(translated), had))
          .forEach(Taken::begin);
    }
    gatewayFor = translated;
  }

  /// Has served by a proxy what needs one; to be called when the firewall knows what is published.
  public void serve() {
    proxied.serve(taken().map(Taken::lease).toList());
  }

  /// Those that a proxy is to serve, and does not. Safe from every thread.
  public List<PortProxy> unserved() {
    return proxied.unserved();
  }

  /// In the others nothing of the host is needed.
  private Set<IpFamily> translated(Set<IpFamily> families) {
    return families.stream()
        .filter(family -> plan().gateway(family).mode().translates())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// To be told when the firewall knows what is published: who sent datagrams to a port before goes
  /// on reaching nobody unless he is forgotten. Nobody waits for that.
  public void began() {
    began(translated(taken().map(Taken::lease).toList()));
  }

  private void began(List<PortBinding> bindings) {
    CompletableFuture<Void> _ = network.flows().published(bindings);
  }

  /// Gives all ports back, of which the firewall knows no more.
  ///
  /// @return completes when others can have them
  public CompletableFuture<Void> giveBack() {
    List<Taken> all = taken().toList();
    all.forEach(Taken::end);
    gatewayFor = Set.of();
    return spec.keepsPorts() ? keep(all) : withdraw(all);
  }

  /// For the next endpoint of this name.
  private CompletableFuture<Void> keep(List<Taken> taken) {
    List<PortLease> leases = leases(taken);
    proxied.end(leases);
    CompletableFuture<Void> forgotten = network.flows().withdrawn(translated(leases));
    network.kept().keep(spec.name(), leases, forgotten);
    return forgotten;
  }

  /// Lets others have ports once the connections through them are forgotten, or they would be sent
  /// what is meant for this endpoint.
  private CompletableFuture<Void> withdraw(List<Taken> taken) {
    List<PortLease> leases = leases(taken);
    proxied.end(leases);
    return PortLease.closeAll(leases, network.flows().withdrawn(translated(leases)));
  }

  /// Changes the families in which the endpoint is a gateway.
  public void program(Set<IpFamily> elected) {
    Set<IpFamily> families = translated(elected);
    if (families.equals(gatewayFor)) {
      return;
    }
    Set<IpFamily> gained = EnumSet.noneOf(IpFamily.class);
    families.stream().filter(family -> !gatewayFor.contains(family)).forEach(gained::add);
    List<Taken> ending = new ArrayList<>();
    taken().filter(taken -> !families.contains(taken.lease().family())).forEach(ending::add);
    List<Taken> begun = gain(gained, families, ending);
    replace(ending, begun, List.of(), Set.of());
    gatewayFor = families;
  }

  /// Publishes further ports, which get ports of the host if the endpoint is a gateway.
  ///
  /// @return what they got
  public List<PortBinding> publish(List<PublishedPort> ports) {
    List<Published> added = requested(ports).stream().map(Published::new).toList();
    List<Taken> begun = lease(added, gatewayFor, gatewayFor);
    replace(List.of(), begun, added, Set.of());
    added.forEach(this::add);
    List<PortBinding> got = new ArrayList<>(bindings(leases(begun)));
    got.addAll(publication(added).atTheEndpoint(addresses()));
    return got;
  }

  /// Publishes ports no more. What is not published is left as it is.
  public void unpublish(List<PublishedPort> ports) {
    Set<Published> removed = new LinkedHashSet<>();
    for (PublishedPort port : requested(ports)) {
      requests.getOrDefault(port, new ArrayDeque<>()).stream()
          .filter(each -> !removed.contains(each))
          .findFirst()
          .ifPresent(removed::add);
    }
    replace(
        removed.stream().flatMap(PublishedPorts::taken).toList(), List.of(), List.of(), removed);
    removed.forEach(this::remove);
  }

  /// Takes ports in further families. A chosen port is the same in both; where it cannot be, the
  /// pair moves to another one, and what it had until now ends too.
  private List<Taken> gain(Set<IpFamily> gained, Set<IpFamily> all, List<Taken> ending) {
    Set<Taken> ends = new HashSet<>(ending);
    Set<Published> chosen = new LinkedHashSet<>();
    taken()
        .filter(taken -> !ends.contains(taken) && !taken.lease().request().exact())
        .forEach(taken -> chosen.add(taken.by()));
    List<Published> others = published().filter(each -> !chosen.contains(each)).toList();
    List<Taken> begun = lease(others, gained, all);
    try {
      begun.addAll(extend(chosen, gained, all, ending));
      return begun;
    } catch (RuntimeException failure) {
      giveBack(begun);
      throw failure;
    }
  }

  private List<Taken> extend(
      Collection<Published> chosen, Set<IpFamily> gained, Set<IpFamily> all, List<Taken> ending) {
    List<Published> within = within(chosen, gained);
    if (within.isEmpty()) {
      return List.of();
    }
    List<PortBinding> _ =
        network.kept().take(spec.name(), within.stream().map(Published::request).toList(), gained);
    try {
      List<PortLease> present =
          within.stream().map(each -> each.leases().iterator().next()).toList();
      return paired(within, network.ports().extend(owner, present, addresses(all), terms(gained)));
    } catch (NetworkException.Conflict _) {
      Set<IpFamily> both = EnumSet.copyOf(gained);
      within.stream()
          .flatMap(PublishedPorts::taken)
          .forEach(taken -> {
            both.add(taken.lease().family());
            ending.add(taken);
          });
      return lease(within, both, all);
    }
  }

  /// @param families in which it is published
  /// @param all those in which the endpoint is a gateway, these among them
  private List<Taken> lease(List<Published> asked, Set<IpFamily> families, Set<IpFamily> all) {
    List<Published> within = within(asked, families);
    List<IpAddress> own = addresses(all);
    if (within.isEmpty() || own.isEmpty()) {
      return new ArrayList<>();
    }
    List<PublishedPort> ports = within.stream().map(Published::request).toList();
    List<PortBinding> had = network.kept().take(spec.name(), ports, families);
    if (had.isEmpty()) {
      return paired(within, network.ports().lease(owner, ports, own, terms(families)));
    }
    try {
      return paired(within, network.ports().restore(owner, ports, own, terms(families), had));
    } catch (RuntimeException failure) {
      holdAgain(had, failure);
      throw failure;
    }
  }

  private void holdAgain(List<PortBinding> had, RuntimeException failure) {
    try {
      network.kept().hold(spec.name(), had);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private List<Published> within(Collection<Published> asked, Set<IpFamily> families) {
    List<IpAddress> usual = plan().policy().addresses();
    return asked.stream().filter(each -> each.within(families, usual)).toList();
  }

  private Terms terms(Set<IpFamily> families) {
    return plan().policy().terms(families);
  }

  private static List<Taken> paired(List<Published> asked, List<List<PortLease>> leases) {
    List<Taken> taken = new ArrayList<>(leases.size());
    for (int i = 0; i < asked.size(); i++) {
      for (PortLease lease : leases.get(i)) {
        taken.add(new Taken(asked.get(i), lease));
      }
    }
    return taken;
  }

  /// From some ports to others, with no moment at which neither is published. If that fails it is
  /// as it was.
  private void replace(
      List<Taken> ending, List<Taken> begun, Collection<Published> added, Set<Published> removed) {
    try {
      changeRules(ending, begun, added, removed);
    } catch (RuntimeException failure) {
      giveBack(begun);
      throw failure;
    }
    ending.forEach(Taken::end);
    begun.forEach(Taken::begin);
    began(translated(leases(begun)));
    CompletableFuture<Void> _ = withdraw(ending);
  }

  /// What an endpoint needs to publish anything at all stays while anything is published: so a port
  /// that stays is named on both sides. What begins is served by a proxy when its rules are there,
  /// and what ends until they are gone.
  private void changeRules(
      List<Taken> ending, List<Taken> begun, Collection<Published> added, Set<Published> removed) {
    List<PortBinding> staying = staying(new HashSet<>(ending));
    List<PortBinding> before = with(staying, ending);
    before.addAll(direct(List.of(), Set.of()));
    List<PortBinding> after = with(staying, begun);
    after.addAll(direct(added, removed));
    changeRules(before, after);
    try {
      proxied.serve(leases(begun));
    } catch (RuntimeException failure) {
      try {
        changeRules(after, before);
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private void changeRules(List<PortBinding> before, List<PortBinding> after) {
    if (!before.equals(after)) {
      network.firewall().changePorts(elements(before), elements(after));
    }
  }

  /// One of each family is enough, unless several ports may share what opens them directly.
  private List<PortBinding> staying(Set<Taken> ends) {
    List<PortBinding> staying = new ArrayList<>();
    boolean all = !plan().trusted().isEmpty();
    for (IpFamily family : gatewayFor) {
      taken()
          .filter(taken -> taken.lease().family() == family && !ends.contains(taken))
          .limit(all ? Long.MAX_VALUE : 1)
          .flatMap(taken -> ruled(taken.lease()).limit(all ? Long.MAX_VALUE : 1))
          .forEach(staying::add);
    }
    return staying;
  }

  /// What is published at the endpoint's own addresses, with some requests more and some less.
  private List<PortBinding> direct(Collection<Published> added, Set<Published> removed) {
    if (plan().translatesAll()) {
      return List.of();
    }
    Stream<Published> wanted =
        Stream.concat(published().filter(each -> !removed.contains(each)), added.stream());
    return publication(wanted.toList()).atTheEndpoint(addresses());
  }

  private Publication publication(List<Published> published) {
    return new Publication(plan(), published.stream().map(Published::request).toList());
  }

  /// With what the network says of clients where a request does not.
  private List<PublishedPort> requested(List<PublishedPort> ports) {
    return Publication.limited(plan(), ports);
  }

  private List<PortBinding> with(List<PortBinding> staying, List<Taken> others) {
    List<PortBinding> all = new ArrayList<>(staying);
    leases(others).stream().flatMap(this::ruled).forEach(all::add);
    return all;
  }

  /// What the firewall is to know of a lease. What a proxy serves alone is none of its business;
  /// but who trusts an interface of the host is reached from there without a proxy too.
  private Stream<PortBinding> ruled(PortLease lease) {
    if (lease.translated()) {
      return lease.bindings().stream();
    }
    return plan().trusted().isEmpty()
        ? Stream.of()
        : lease.bindings().stream()
            .filter(it -> it.containerAddress().family() == lease.family())
            .map(Publication::atTheEndpoint);
  }

  private EndpointElements elements(List<PortBinding> bindings) {
    return rules.apply(bindings);
  }

  private PublishPlan plan() {
    return network.publishing();
  }

  /// The endpoint's own.
  public List<IpAddress> addresses() {
    return spec.addresses().stream().map(InterfaceAddress::address).toList();
  }

  /// Of ports that nobody has been sent to yet.
  private static void giveBack(List<Taken> taken) {
    taken.forEach(each -> each.lease().close());
  }

  private List<IpAddress> addresses(Set<IpFamily> families) {
    return spec.addresses().stream()
        .map(InterfaceAddress::address)
        .filter(address -> families.contains(address.family()))
        .toList();
  }

  private Stream<Published> published() {
    return requests.values().stream().flatMap(Deque::stream);
  }

  private Stream<Taken> taken() {
    return published().flatMap(PublishedPorts::taken);
  }

  private static Stream<Taken> taken(Published published) {
    return published.leases().stream().map(lease -> new Taken(published, lease));
  }

  private static List<PortLease> leases(List<Taken> taken) {
    return taken.stream().map(Taken::lease).toList();
  }

  private static List<PortBinding> bindings(List<PortLease> leases) {
    return leases.stream().flatMap(lease -> lease.bindings().stream()).toList();
  }

  /// Those that the kernel translates: it alone remembers connections by them.
  private static List<PortBinding> translated(List<PortLease> leases) {
    return bindings(leases.stream().filter(PortLease::translated).toList());
  }

  private void add(Published published) {
    requests.computeIfAbsent(published.request(), _ -> new ArrayDeque<>()).add(published);
  }

  private void remove(Published published) {
    requests.computeIfPresent(
        published.request(),
        (_, same) -> {
          same.remove(published);
          return same.isEmpty() ? null : same;
        });
  }
}
