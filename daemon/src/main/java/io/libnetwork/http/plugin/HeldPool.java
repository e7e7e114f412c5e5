package io.libnetwork.http.plugin;

import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.store.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pool that engines have, and the addresses they have of it. Used under the lock of
/// [EnginePools] alone.
final class HeldPool {

  private final AddressPool pool;
  private PoolRecord record;
  private final Map<IpAddress, AddressRecord> addresses = new HashMap<>();

  HeldPool(AddressPool pool, PoolRecord record) {
    this.pool = pool;
    this.record = record;
  }

  /// Where its addresses come from.
  AddressPool pool() {
    return pool;
  }

  PoolRecord record() {
    return record;
  }

  String id() {
    return record.id().toString();
  }

  /// Notes that it was asked for so many times more.
  void claimed(int more) {
    record = record.claimed(more);
  }

  Optional<AddressRecord> find(IpAddress address) {
    return Optional.ofNullable(addresses.get(address));
  }

  void put(AddressRecord given) {
    addresses.put(given.address(), given);
  }

  /// Forgets an address, which stays held.
  void remove(IpAddress address) {
    addresses.remove(address);
  }

  /// Forgets an address and gives it back.
  void drop(IpAddress address) {
    addresses.remove(address);
    pool.releaseAddress(address);
  }

  /// What takes it out of a store, with every address.
  List<Change> removal() {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Remove(record.key()));
    addresses.values().forEach(given -> changes.add(new Change.Remove(given.key())));
    return changes;
  }
}
