package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.names.NetworkNames;
import io.libnetwork.dns.names.NetworkZones;
import io.libnetwork.dns.names.View;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.resolver.ResolverSettings;
import io.libnetwork.resolver.Resolvers;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.Notes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the endpoints of a controller's networks are called, and who answers for that in the
/// sandboxes.
///
/// A sandbox gets its resolver with the first endpoint by which it has an interface, and keeps it.
/// Nothing of it is written down: it is made anew when sandboxes are found again.
final class Naming implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

  private final NameServers servers;
  private final Map<NetworkId, NetworkNames> networks = new ConcurrentHashMap<>();

  /// What is still being opened of what was found again.
  private volatile CompletableFuture<Void> restoring = CompletableFuture.completedFuture(null);

  Naming(Host host, ControllerOption.Names serving, RandomGenerator random) {
    this(
        NameServers.of(
            new Resolvers(
                new ResolverSettings(
                    host.namespaceThread(),
                    host.namespace(),
                    serving.ttl(),
                    random,
                    serving.resolvConf(),
                    serving.resolvedConf()))));
  }

  private Naming(NameServers servers) {
    this.servers = servers;
  }

  /// The double, which opens nothing.
  ///
  /// @param live every sandbox that there is
  Naming rehearsed(List<Sandbox> live, Notes notes) {
    return new Naming(servers.rehearsed(live, notes));
  }

  /// Begins to have names answered in a sandbox that an endpoint is joining, beside what is done
  /// for its interface; called under the sandbox's lock.
  ///
  /// @param undo takes it back
  void begin(Endpoint endpoint, Sandbox sandbox, Undo undo) {
    if (endpoint.network().named()
        && endpoint.network().traits().addressed()
        && sandbox.namespace().plumbing().isPresent()) {
      OpeningResolver _ = servers.begin(sandbox, undo);
    }
  }

  /// Names are answered in a sandbox that an endpoint is about to have joined when this returns;
  /// called under the sandbox's lock, after [#begin].
  ///
  /// @param undo takes it back
  void prepare(Endpoint endpoint, Sandbox sandbox, Undo undo) {
    if (endpoint.network().named() && endpoint.interfaceName().isPresent()) {
      servers.require(sandbox, undo);
    }
  }

  /// From now on the endpoint is known; called under the sandbox's lock.
  void joined(Endpoint endpoint, Sandbox sandbox) {
    if (endpoint.interfaceName().isPresent()) {
      NetworkNames names = names(endpoint.network());
      if (endpoint.network().named()) {
        names.add(endpoint.id().value(), called(endpoint, sandbox), addresses(endpoint));
      }
      show(sandbox);
    }
  }

  /// From now on the endpoint is not known; called under the sandbox's lock.
  void left(Endpoint endpoint, Sandbox sandbox) {
    NetworkNames names = networks.get(endpoint.network().id());
    if (names != null) {
      names.remove(endpoint.id().value(), called(endpoint, sandbox), addresses(endpoint));
      show(sandbox);
    }
  }

  /// From now on a service is known; called under the network's lock.
  void add(Service service) {
    if (service.network().named()) {
      names(service.network())
          .add(owner(service), LocatedServices.called(service), service.addresses());
      names(service.network()).locate(owner(service), LocatedServices.of(service));
    }
  }

  /// From now on a service is not known, nor who serves it; called under the network's lock.
  void remove(Service service) {
    names(service.network())
        .remove(owner(service), LocatedServices.called(service), service.addresses());
    names(service.network()).locateNoMore(owner(service), LocatedServices.of(service).keySet());
    service.backends().forEach(backend -> serves(service, backend, false));
  }

  /// Who serves a service is known by the service's name where that has no address of its own, and
  /// by `tasks.` before it in any case; called under the network's lock.
  ///
  /// @param active from now on, or no more
  void serves(Service service, Backend backend, boolean active) {
    if (!service.network().named()) {
      return;
    }
    Endpoint endpoint = backend.endpoint();
    List<String> names = new ArrayList<>();
    LocatedServices.called(service).forEach(name -> names.add("tasks." + name));
    if (service.balancing().isEmpty()) {
      names.addAll(LocatedServices.called(service));
    }
    String owner = owner(service) + " " + endpoint.id().value();
    if (active) {
      names(service.network()).add(owner, names, addresses(endpoint));
      names(service.network()).locate(owner, LocatedServices.of(service, backend));
    } else {
      names(service.network()).remove(owner, names, addresses(endpoint));
      names(service.network()).locateNoMore(owner, LocatedServices.of(service, backend).keySet());
    }
  }

  private static String owner(Service service) {
    return "service " + service.name();
  }

  /// Gives up what is open in a sandbox; called under its lock, before its namespace is closed.
  void close(Sandbox sandbox) {
    servers.close(sandbox);
  }

  /// Empty for a double.
  Optional<NameCounters> counters() {
    return servers.counters();
  }

  /// Forgets a network that is gone.
  void forget(Network network) {
    networks.remove(network.id());
  }

  /// Answers again in sandboxes that were found again: their names are known when this returns, and
  /// the sockets are opened behind it.
  void restore(List<Sandbox> sandboxes) {
    sandboxes.forEach(
        sandbox -> sandbox.endpoints().forEach(endpoint -> joined(endpoint, sandbox)));
    if (!sandboxes.isEmpty()) {
      restoring = KernelThreads.start(() -> sandboxes.forEach(this::reopen));
    }
  }

  @Override
  public void close() {
    KernelThreads.await(restoring);
    servers.close();
  }

  private void reopen(Sandbox sandbox) {
    try {
      Locks.run(
          sandbox.lock(),
          () -> {
            if (!sandbox.deleted()) {
              sandbox.endpoints().forEach(endpoint -> prepare(endpoint, sandbox, new Undo()));
              show(sandbox);
            }
          });
    } catch (RuntimeException failure) {
      LOG.error("nobody answers names in {} until it joins a network again", sandbox, failure);
    }
  }

  private NetworkNames names(Network network) {
    return networks.computeIfAbsent(
        network.id(),
        _ ->
            new NetworkNames(
                network.name(),
                network.internal(),
                prefixes(network),
                network.named() ? network.zoned() : new NetworkZones()));
  }

  private static List<IpPrefix> prefixes(Network network) {
    return network.pools().stream().map(NetworkPool::prefix).toList();
  }

  private static List<IpAddress> addresses(Endpoint endpoint) {
    return endpoint.addresses().stream().map(InterfaceAddress::address).toList();
  }

  /// In the order in which they are preferred where an address is looked up.
  private static List<String> called(Endpoint endpoint, Sandbox sandbox) {
    Set<String> names = new LinkedHashSet<>();
    names.add(endpoint.name());
    names.add(sandbox.container());
    names.addAll(endpoint.config().aliases());
    ShortId.of(sandbox.container()).ifPresent(names::add);
    sandbox.config().hostname().ifPresent(names::add);
    return List.copyOf(names);
  }

  private void show(Sandbox sandbox) {
    servers.show(sandbox, () -> view(sandbox));
  }

  /// The networks in the order in which they would be the way out.
  private View view(Sandbox sandbox) {
    List<Endpoint> ordered = new ArrayList<>(sandbox.endpoints());
    ordered.sort((one, other) -> GatewayElection.ORDER.compare(one.candidate(), other.candidate()));
    List<View.Place> places = new ArrayList<>();
    for (Endpoint endpoint : ordered) {
      Optional.ofNullable(networks.get(endpoint.network().id()))
          .ifPresent(names -> places.add(new View.Place(names, endpoint.config().links())));
    }
    return new View(places);
  }
}
