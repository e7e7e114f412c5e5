package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkWatch;
import io.libnetwork.spi.Hint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears that parents go and return, and says where to look: at the network, and at every endpoint
/// that lost its link with the parent.
final class UplinkWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkWatch.class);

  private final Host host;
  private final boolean deaf;
  private final Map<InterfaceName, Set<UplinkNetwork>> users = new ConcurrentHashMap<>();
  private volatile Consumer<Hint> listener = _ -> {};
  private volatile @Nullable LinkWatch<InterfaceName> watch;

  private UplinkWatch(Host host, boolean deaf) {
    this.host = host;
    this.deaf = deaf;
  }

  static UplinkWatch of(Host host) {
    return new UplinkWatch(host, false);
  }

  /// One that hears nothing, for a driver's double.
  static UplinkWatch deaf(Host host) {
    return new UplinkWatch(host, true);
  }

  /// Says who is to be told.
  void tell(Consumer<Hint> told) {
    listener = told;
  }

  /// Listens for a network's parent, and for the link below that where it is one of ours to make.
  void watch(UplinkNetwork network) {
    if (deaf) {
      return;
    }
    LinkWatch<InterfaceName> present = begun();
    for (InterfaceName name : network.watched()) {
      users.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet()).add(network);
      present.await(name, name);
    }
    found(network);
  }

  /// Notes the number of a parent that is there, by which it is heard to go.
  void found(UplinkNetwork network) {
    LinkWatch<InterfaceName> present = watch;
    if (present != null) {
      network
          .parent()
          .ifPresent(parent -> present.watchPresence(parent.index(), network.plan().parent()));
    }
  }

  void forget(UplinkNetwork network) {
    users.values().forEach(all -> all.remove(network));
    LinkWatch<InterfaceName> present = watch;
    for (InterfaceName name : network.watched()) {
      if (present != null && !used(name)) {
        present.awaitNoMore(name);
        network.parent().ifPresent(parent -> present.forget(parent.index()));
      }
    }
  }

  private boolean used(InterfaceName name) {
    Set<UplinkNetwork> all = users.get(name);
    return all != null && !all.isEmpty();
  }

  private synchronized LinkWatch<InterfaceName> begun() {
    LinkWatch<InterfaceName> present = watch;
    if (present == null) {
      present =
          LinkWatch.open(
              host.namespaceThread(),
              host.namespace(),
              this::heard,
              () -> listener.accept(new Hint.Anywhere()),
              failure -> LOG.error("parents that go and return are heard no longer", failure));
      watch = present;
    }
    return present;
  }

  private void heard(InterfaceName name) {
    for (UplinkNetwork network : users.getOrDefault(name, Set.of())) {
      if (network.seemsAsBefore()) {
        continue;
      }
      listener.accept(new Hint.OfNetwork(network.plan().id()));
      network
          .joined()
          .forEach(endpoint ->
              listener.accept(new Hint.OfEndpoint(network.plan().id(), endpoint.spec().id())));
    }
  }

  @Override
  public synchronized void close() {
    LinkWatch<InterfaceName> present = watch;
    if (present != null) {
      present.close();
    }
  }
}
