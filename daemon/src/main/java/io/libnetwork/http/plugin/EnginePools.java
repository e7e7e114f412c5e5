package io.libnetwork.http.plugin;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pools and addresses that engines have of us, kept in the store.
///
/// They are of the IPAM driver that our own networks have theirs of, so none overlaps another. An
/// engine that was killed asks again for a pool that it has by name, and two networks of an engine
/// may share one: so the same pool is given again, and goes when it has been given back as often. A
/// network's own address is the same way.
public final class EnginePools {

  private static final Logger LOG = LoggerFactory.getLogger(EnginePools.class);

  private static final AddressHolder ENDPOINT =
      new AddressHolder.Endpoint("of a Docker Engine", Optional.empty());
  private static final AddressHolder GATEWAY = new AddressHolder.Gateway("of a Docker Engine");

  private final IpamDriver ipam;
  private final Host host;
  private final StateStore store;
  private final ReentrantLock lock = new ReentrantLock();

  /// By their ids.
  private final Map<String, HeldPool> pools = new HashMap<>();

  /// Those on which there is a network of ours.
  private final Set<IpPrefix> used = new HashSet<>();

  private EnginePools(IpamDriver ipam, Host host, StateStore store) {
    this.ipam = ipam;
    this.host = host;
    this.store = store;
  }

  /// Finds again what engines had; what cannot be is logged, and keeps its record.
  ///
  /// @param ipam nobody else has asked it for anything yet
  /// @param host whose own prefixes no pool of our choice overlaps
  public static EnginePools open(IpamDriver ipam, Host host, StateStore store) {
    EnginePools opened = new EnginePools(ipam, host, store);
    store.list(PoolRecord.KIND).forEach(opened::restorePool);
    store.list(AddressRecord.KIND).forEach(opened::restoreAddress);
    return opened;
  }

  private void restorePool(StateRecord stored) {
    try {
      PoolRecord record = PoolRecord.of(stored);
      AddressPool pool = ipam.restorePool(record.request(), record.id().toString());
      pools.put(record.id().toString(), new HeldPool(pool, record));
    } catch (RuntimeException failure) {
      LOG.error("cannot restore {} of a Docker Engine", stored.key(), failure);
    }
  }

  private void restoreAddress(StateRecord stored) {
    try {
      AddressRecord record = AddressRecord.of(stored);
      HeldPool held = get(record.pool());
      InterfaceAddress _ =
          held.pool().requestAddress(AddressRequest.exactly(record.address(), holder(record)));
      held.put(record);
    } catch (RuntimeException failure) {
      LOG.error("cannot restore {} of a Docker Engine", stored.key(), failure);
    }
  }

  private static AddressHolder holder(AddressRecord record) {
    return record.gateways() > 0 ? GATEWAY : ENDPOINT;
  }

  AddressSpaces addressSpaces() {
    return ipam.addressSpaces();
  }

  /// What is done in memory, and is to be on disk before anybody is told.
  ///
  /// @param undo takes it back where the disk refuses it
  private record Done<T>(T result, Optional<Commit> commit, Runnable undo) {}

  @FunctionalInterface
  private interface Step<T> {
    Done<T> take();
  }

  /// Takes a step under the lock and waits for the disk without it.
  private <T> T run(Step<T> step) {
    Done<T> done = locked(step::take);
    try {
      done.commit().ifPresent(Commit::await);
    } catch (RuntimeException refused) {
      boolean _ =
          locked(() -> {
            done.undo().run();
            return true;
          });
      throw refused;
    }
    return done.result();
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /// Gives a pool: the one asked for, or one of our choice.
  ///
  /// @throws NetworkException.Forbidden when it overlaps another one
  /// @throws NetworkException.Unavailable when none is left to choose from
  RequestPoolAnswer requestPool(RequestPoolCall call) {
    PoolRequest request = request(call);
    HeldPool held = run(() -> claim(request));
    return new RequestPoolAnswer(held.id(), held.pool().prefix(), Map.of());
  }

  private PoolRequest request(RequestPoolCall call) {
    IpFamily family = call.pool().map(IpPrefix::family).orElse(familyOf(call));
    PoolRequest plain =
        new PoolRequest(
            call.addressSpace().isEmpty()
                ? ipam.addressSpaces().local()
                : new AddressSpace(call.addressSpace()),
            family,
            call.pool().map(PoolChoice::of).orElseGet(PoolChoice.Any::new),
            call.subPool(),
            List.of(),
            call.options(),
            PoolRecord.HOLDER);
    return plain.choice() instanceof PoolChoice.Exactly
        ? plain
        : plain.withExclude(host.prefixes(family));
  }

  private static IpFamily familyOf(RequestPoolCall call) {
    return call.ipv6() ? IpFamily.V6 : IpFamily.V4;
  }

  private Done<HeldPool> claim(PoolRequest request) {
    Optional<HeldPool> present =
        PoolRecord.id(request).flatMap(id -> Optional.ofNullable(pools.get(id)));
    if (present.isPresent()) {
      HeldPool held = present.get();
      held.claimed(1);
      return new Done<>(held, Optional.of(queue(held)), () -> held.claimed(-1));
    }
    AddressPool pool = ipam.requestPool(request);
    HeldPool made = new HeldPool(pool, PoolRecord.of(pool.id(), request.options()));
    try {
      Commit commit = queue(made);
      pools.put(made.id(), made);
      return new Done<>(made, Optional.of(commit), () -> forget(made));
    } catch (RuntimeException failure) {
      pool.release();
      throw failure;
    }
  }

  private Commit queue(HeldPool held) {
    return store.queue(new Change.Put(held.record().key(), held.record().fields()));
  }

  private void forget(HeldPool held) {
    pools.remove(held.id());
    held.pool().release();
  }

  /// Takes a pool back, with the addresses in it. One that is not held is a success.
  ///
  /// @throws NetworkException.Forbidden when there is a network of ours on it
  void releasePool(String id) {
    Optional<HeldPool> last = run(() -> release(id));
    last.ifPresent(held -> held.pool().release());
  }

  /// Answers the pool where nobody has it any more.
  private Done<Optional<HeldPool>> release(String id) {
    HeldPool held = pools.get(id);
    if (held == null) {
      return new Done<>(Optional.empty(), Optional.empty(), () -> {});
    }
    if (held.record().claims() > 1) {
      held.claimed(-1);
      return new Done<>(Optional.empty(), Optional.of(queue(held)), () -> held.claimed(1));
    }
    requireUnused(held);
    Commit commit = store.queue(held.removal());
    pools.remove(id);
    return new Done<>(
        Optional.of(held),
        Optional.of(commit),
        () -> {
          var _ = pools.put(id, held);
        });
  }

  private void requireUnused(HeldPool held) {
    if (used.contains(held.pool().prefix())) {
      throw new NetworkException.Forbidden(
          "pool %s cannot be given back: there is a network on it, delete that first"
              .formatted(held.id()));
    }
  }

  /// Gives an address: the one asked for, or one of our choice.
  ///
  /// @throws NetworkException.NotFound when the pool is not held
  /// @throws NetworkException.Forbidden when somebody has the address
  /// @throws NetworkException.Unavailable when none is left
  RequestAddressAnswer requestAddress(RequestAddressCall call) {
    boolean gateway =
        OptionKeys.GATEWAY.equals(call.options().get(OptionKeys.REQUEST_ADDRESS_TYPE));
    InterfaceAddress given = run(() -> give(call, gateway));
    return new RequestAddressAnswer(Optional.of(given), Map.of());
  }

  private Done<InterfaceAddress> give(RequestAddressCall call, boolean gateway) {
    HeldPool held = get(call.poolId());
    Optional<AddressRecord> present =
        call.address().flatMap(held::find).filter(had -> gateway && had.gateways() > 0);
    if (present.isPresent()) {
      AddressRecord had = present.get();
      return noted(held, had.claimed(1), () -> held.put(had));
    }
    InterfaceAddress given =
        held.pool().requestAddress(new AddressRequest(choice(call), gateway ? GATEWAY : ENDPOINT));
    AddressRecord record = new AddressRecord(call.poolId(), given.address(), gateway ? 1 : 0);
    Runnable undo = () -> held.drop(given.address());
    try {
      return noted(held, record, undo);
    } catch (RuntimeException failure) {
      undo.run();
      throw failure;
    }
  }

  private Done<InterfaceAddress> noted(HeldPool held, AddressRecord record, Runnable undo) {
    Commit commit = store.queue(new Change.Put(record.key(), record.fields()));
    held.put(record);
    return new Done<>(
        new InterfaceAddress(record.address(), held.pool().prefix().length()),
        Optional.of(commit),
        undo);
  }

  private static AddressChoice choice(RequestAddressCall call) {
    if (call.address().isPresent()) {
      return new AddressChoice.Exactly(call.address().get());
    }
    return Boolean.parseBoolean(call.options().get(OptionKeys.SERIAL))
        ? new AddressChoice.Next()
        : new AddressChoice.Any();
  }

  /// Takes an address back. One that is not held is a success, and so is a pool that is not.
  void releaseAddress(String pool, IpAddress address) {
    Optional<HeldPool> last = run(() -> release(pool, address));
    last.ifPresent(held -> held.pool().releaseAddress(address));
  }

  /// Answers the pool where nobody has the address any more.
  private Done<Optional<HeldPool>> release(String pool, IpAddress address) {
    HeldPool held = pools.get(pool);
    Optional<AddressRecord> present =
        Optional.ofNullable(held).flatMap(there -> there.find(address));
    if (held == null || present.isEmpty()) {
      return new Done<>(Optional.empty(), Optional.empty(), () -> {});
    }
    AddressRecord had = present.get();
    if (had.gateways() > 1) {
      Done<InterfaceAddress> noted = noted(held, had.claimed(-1), () -> held.put(had));
      return new Done<>(Optional.empty(), noted.commit(), noted.undo());
    }
    Commit commit = store.queue(new Change.Remove(had.key()));
    held.remove(address);
    return new Done<>(Optional.of(held), Optional.of(commit), () -> held.put(had));
  }

  private HeldPool get(String id) {
    HeldPool held = pools.get(id);
    if (held == null) {
      throw new NetworkException.NotFound("no pool %s was given to a Docker Engine".formatted(id));
    }
    return held;
  }

  /// Notes that a network is made on a pool that an engine has of us.
  ///
  /// @return false where it has none of this prefix
  /// @throws NetworkException.Forbidden when there is a network on it already
  boolean use(IpPrefix prefix) {
    return locked(() -> {
      boolean held = pools.values().stream().anyMatch(it -> it.pool().prefix().equals(prefix));
      if (held && !used.add(prefix)) {
        throw new NetworkException.Forbidden(
            "there is a network on pool %s of a Docker Engine already".formatted(prefix));
      }
      return held;
    });
  }

  /// Notes that the network is gone.
  void free(IpPrefix prefix) {
    boolean _ = locked(() -> used.remove(prefix));
  }
}
