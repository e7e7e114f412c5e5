package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// The pools of one network, and the addresses its endpoints have from them.
///
/// An address whose interface the kernel is still removing is not free yet: a second interface with
/// it would be answered for by two. Nor is one whose connections are not forgotten yet.
final class NetworkAddresses {

  /// Of networks whose kind has no addresses.
  static final NetworkAddresses NONE = new NetworkAddresses(List.of(), () -> false);

  private final List<PoolHolding> holdings;
  private final BooleanSupplier macNeeded;
  private final Map<IpAddress, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

  /// Of a double: those that will be free for who waits for them.
  private final Set<IpAddress> freeWhenAwaited = new HashSet<>();

  /// Those of `leaving` whose interface is gone.
  private final Map<IpAddress, CompletableFuture<Void>> forgetting = new ConcurrentHashMap<>();

  private NetworkAddresses(List<PoolHolding> holdings, BooleanSupplier macNeeded) {
    this.holdings = List.copyOf(holdings);
    this.macNeeded = macNeeded;
  }

  /// Requests a network's pools, its own addresses and those it keeps for others.
  ///
  /// @param gateways the families in which the network needs an address of its own
  static NetworkAddresses request(
      IpamDriver driver, Host host, String network, NetworkConfig config, Set<IpFamily> gateways) {
    List<PoolHolding> holdings = new ArrayList<>();
    Undo undo = new Undo();
    try {
      for (NetworkOption.Pool asked : pools(config)) {
        PoolRequest request = request(driver, host, network, config, asked);
        AddressPool pool = driver.requestPool(request);
        undo.with(pool::release);
        boolean gateway = gateways.contains(asked.family());
        holdings.add(PoolHolding.of(driver, pool, asked, network, gateway));
      }
      return new NetworkAddresses(holdings, driver::requiresMacAddress);
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  List<NetworkPool> pools() {
    return holdings.stream().map(PoolHolding::pool).toList();
  }

  /// Finds the pools again that a network had before a restart, with the addresses it had of its
  /// own; those of its endpoints are requested again by [#restore].
  static NetworkAddresses restored(IpamDriver driver, NetworkRecord record) {
    List<PoolHolding> holdings = new ArrayList<>();
    Undo undo = new Undo();
    try {
      for (NetworkRecord.Pool had : record.pools()) {
        AddressPool pool = driver.restorePool(restoring(driver, record, had), had.token());
        undo.with(pool::release);
        holdings.add(PoolHolding.restored(driver, pool, had.pool(), record.name()));
      }
      return new NetworkAddresses(holdings, driver::requiresMacAddress);
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private static PoolRequest restoring(
      IpamDriver driver, NetworkRecord record, NetworkRecord.Pool had) {
    IpPrefix prefix = had.pool().prefix();
    Optional<IpPrefix> range =
        record.config().pools().stream()
            .flatMap(asked -> asked.range().stream())
            .filter(prefix::contains)
            .findFirst();
    return new PoolRequest(
        driver.addressSpaces().local(),
        prefix.family(),
        new PoolChoice.Exactly(prefix),
        range,
        List.of(),
        record.config().ipamOptions(),
        "network " + record.name());
  }

  /// Requests an address again that an endpoint had before a restart.
  void restore(IpAddress address, String endpoint, Optional<MacAddress> mac) {
    restore(address, new AddressHolder.Endpoint(endpoint, mac));
  }

  private void restore(IpAddress address, AddressHolder holder) {
    PoolHolding holding = holding(holdings, address);
    holding.source().restoreAddress(address, holder);
  }

  /// As [#restore], of an address that is reserved.
  void restoreReserved(IpAddress address, String endpoint, Optional<MacAddress> mac) {
    restore(address, new AddressHolder.Reserved(endpoint, mac));
  }

  /// The same addresses in the doubles of its pools.
  ///
  /// @param doubles of a pool
  NetworkAddresses rehearsed(UnaryOperator<AddressPool> doubles) {
    NetworkAddresses rehearsed =
        new NetworkAddresses(
            holdings.stream()
                .map(held -> new PoolHolding(doubles.apply(held.source()), held.pool()))
                .toList(),
            macNeeded);
    rehearsed.freeWhenAwaited.addAll(leaving.keySet());
    return rehearsed;
  }

  /// What its IPAM driver has given out against who has it, pool by pool; nothing of pools whose
  /// driver does not tell. An address whose interface is being removed, or whose connections are
  /// being forgotten, is nobody's any more and held all the same.
  ///
  /// @param wanted by endpoints and reservations
  Map<IpPrefix, HeldAddresses> compared(Map<IpAddress, AddressHolder> wanted, String network) {
    Set<IpAddress> tolerated = new HashSet<>(leaving.keySet());
    Map<IpPrefix, HeldAddresses> compared = new LinkedHashMap<>();
    for (PoolHolding holding : holdings) {
      Optional<Map<IpAddress, AddressHolder>> held = holding.source().held();
      if (held.isPresent()) {
        Map<IpAddress, AddressHolder> all = new HashMap<>(holding.own(network));
        wanted.forEach((address, holder) -> {
          if (holding.prefix().contains(address)) {
            all.put(address, holder);
          }
        });
        holding.pool().gateway().ifPresent(gateway -> tolerated.add(gateway.address()));
        compared.put(holding.prefix(), HeldAddresses.compare(held.get(), all, tolerated));
      }
    }
    return compared;
  }

  /// Its pools, and what their IPAM driver finds them again by.
  List<NetworkRecord.Pool> records() {
    return holdings.stream()
        .map(holding -> new NetworkRecord.Pool(holding.pool(), holding.source().token()))
        .toList();
  }

  /// Whether an endpoint's MAC address must be known before its addresses are.
  boolean macNeeded() {
    return macNeeded.getAsBoolean();
  }

  /// Gives an endpoint an address: the one chosen, or any.
  InterfaceAddress allocate(IpFamily family, Optional<IpAddress> chosen, AddressHolder holder) {
    List<PoolHolding> candidates =
        holdings.stream().filter(holding -> holding.family() == family).toList();
    return chosen.isPresent()
        ? allocateChosen(candidates, chosen.get(), holder)
        : allocateAny(candidates, family, holder);
  }

  /// Has an address held again that somebody has.
  void hold(IpAddress address, AddressHolder holder) {
    InterfaceAddress _ = allocate(address.family(), Optional.of(address), holder);
  }

  void release(IpAddress address) {
    holdings.stream()
        .filter(holding -> holding.prefix().contains(address))
        .findFirst()
        .ifPresent(holding -> holding.release(address));
  }

  /// Gives an endpoint's addresses back when its interface is gone and forgotten; never where the
  /// kernel refused to remove it. What is reserved stays so, and is waited for all the same by who
  /// has it next.
  void releaseAfter(Removal removal, EndpointAddresses addresses) {
    CompletableFuture<Void> released = removal.released().thenRun(() -> addresses.release(this));
    List<IpAddress> all = addresses.all().stream().map(InterfaceAddress::address).toList();
    all.forEach(address -> leaving.put(address, released));
    CompletableFuture<Void> _ =
        removal
            .announced()
            .thenRun(() -> all.forEach(address -> forgetting.put(address, released)))
            .thenCompose(_ -> released)
            .thenRun(() -> all.forEach(address -> released(address, released)));
  }

  /// Gives addresses back, each when no interface has it any more.
  void releaseWhenGone(Collection<IpAddress> addresses) {
    for (IpAddress address : addresses) {
      CompletableFuture<Void> _ =
          leaving
              .getOrDefault(address, CompletableFuture.completedFuture(null))
              .thenRun(() -> release(address));
    }
  }

  /// Whether there are addresses whose interface is gone and whose connections are being forgotten.
  boolean forgetting() {
    return !forgetting.isEmpty() || !freeWhenAwaited.isEmpty();
  }

  /// Waits for the addresses whose interface is gone and whose connections are being forgotten:
  /// some milliseconds. Called without a lock.
  ///
  /// @return whether there was one
  boolean awaitForgetting() {
    Set<IpAddress> addresses = new HashSet<>(forgetting.keySet());
    addresses.addAll(freeWhenAwaited);
    awaitRelease(addresses);
    return !addresses.isEmpty();
  }

  private void released(IpAddress address, CompletableFuture<Void> released) {
    leaving.remove(address, released);
    forgetting.remove(address, released);
  }

  /// Waits for addresses that are about to be free; called without a lock.
  void awaitRelease(Collection<IpAddress> addresses) {
    for (IpAddress address : addresses) {
      if (freeWhenAwaited.remove(address)) {
        release(address);
      }
      CompletableFuture<Void> gone = leaving.get(address);
      if (gone != null) {
        Removals.await(gone, "the interface that had " + address);
      }
    }
  }

  /// Refuses a network that would have the address of a router that is there already for its own.
  ///
  /// @param gateways the families in which the network needs an address of its own
  /// @throws NetworkException.InvalidParameter when a pool of these has such a gateway
  void requireOwn(Set<IpFamily> gateways, String network, String driver, String ipam) {
    for (PoolHolding holding : holdings) {
      if (gateways.contains(holding.family()) && holding.gatewayElsewhere()) {
        throw new NetworkException.InvalidParameter(
            ("network %s cannot be created: networks of kind %s have a gateway of their own, and"
                    + " %s, which IPAM driver %s found, is a router's; name a gateway that the host"
                    + " may have, or choose another kind of network")
                .formatted(
                    network, driver, holding.pool().gateway().orElseThrow().address(), ipam));
      }
    }
  }

  /// Gives the pools back, with every address in them.
  void releaseAll() {
    holdings.forEach(PoolHolding::releaseAll);
  }

  /// What was asked for, and one pool of the driver's choice for each family without any.
  private static List<NetworkOption.Pool> pools(NetworkConfig config) {
    List<NetworkOption.Pool> pools = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      List<NetworkOption.Pool> asked =
          config.pools().stream().filter(pool -> pool.family() == family).toList();
      if (asked.isEmpty() && config.families().contains(family)) {
        pools.add(
            new NetworkOption.Pool(
                family, new PoolChoice.Any(), Optional.empty(), Optional.empty(), Map.of()));
      }
      pools.addAll(asked);
    }
    return pools;
  }

  private static PoolRequest request(
      IpamDriver driver,
      Host host,
      String network,
      NetworkConfig config,
      NetworkOption.Pool asked) {
    boolean chosen = asked.choice() instanceof PoolChoice.Exactly;
    List<IpPrefix> exclude = chosen ? List.of() : HostPrefixes.of(host, asked.family());
    return new PoolRequest(
        driver.addressSpaces().local(),
        asked.family(),
        asked.choice(),
        asked.range(),
        exclude,
        config.ipamOptions(),
        "network " + network);
  }

  private static InterfaceAddress allocateChosen(
      List<PoolHolding> candidates, IpAddress chosen, AddressHolder holder) {
    PoolHolding holding = holding(candidates, chosen);
    return holding.request(new AddressRequest(new AddressChoice.Exactly(chosen), holder));
  }

  private static PoolHolding holding(List<PoolHolding> candidates, IpAddress chosen) {
    return candidates.stream()
        .filter(candidate -> candidate.prefix().contains(chosen))
        .findFirst()
        .orElseThrow(() ->
            new NetworkException.InvalidParameter(
                "address "
                    + chosen
                    + " is in no pool of the network: it has "
                    + candidates.stream().map(PoolHolding::prefix).toList()));
  }

  /// The first pool with an address left; the last one's refusal where none has.
  private static InterfaceAddress allocateAny(
      List<PoolHolding> candidates, IpFamily family, AddressHolder holder) {
    Optional<NetworkException> full = Optional.empty();
    for (PoolHolding candidate : candidates) {
      try {
        return candidate.request(AddressRequest.any(holder));
      } catch (NetworkException.Unavailable exhausted) {
        full = Optional.of(exhausted);
      }
    }
    throw full.orElseGet(
        () -> new NetworkException.Unavailable("the network has no pool of " + family));
  }
}
