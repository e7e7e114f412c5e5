package io.libnetwork.ipam;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolStatus;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// A prefix that is given out, and who holds which of its addresses.
///
/// Several networks may draw from one subnet, each through a [Share] of its own. Ordinals are
/// addresses counted from the subnet's first.
///
/// Reserved are, and given to nobody: of IPv4 the network's and the broadcast address, but not in a
/// /31 (RFC 3021) or /32; of IPv6 the first, the subnet-router anycast address (RFC 4291 section
/// 2.6.1).
///
/// Safe for concurrent use: each method holds this object's lock. It may be taken with a
/// [PoolTable]'s lock held, not the other way round.
final class Subnet {

  /// How many holders an error message names.
  private static final int NAMED = 8;

  private final IpPrefix prefix;
  private final UInt128 firstUsable;
  private final UInt128 lastUsable;
  private final OrdinalRuns used = new OrdinalRuns();
  private final Map<UInt128, Lease> leases = new HashMap<>();
  private final Map<PoolId, Share> shares = new LinkedHashMap<>();

  private record Lease(Share share, AddressHolder holder) {}

  Subnet(IpPrefix prefix) {
    this.prefix = prefix;
    boolean pair = prefix.family() == IpFamily.V4 && prefix.hostBits() <= 1;
    this.firstUsable = pair ? UInt128.ZERO : UInt128.ONE;
    boolean broadcast = prefix.family() == IpFamily.V4 && !pair;
    UInt128 last = prefix.lastOrdinal();
    this.lastUsable = broadcast ? last.minus(UInt128.ONE) : last;
  }

  /// The same subnet with the same holders, from now on apart.
  ///
  /// @param copies gets the copy of each share by the share itself
  synchronized Subnet copy(IdentityHashMap<Share, Share> copies) {
    Subnet copy = new Subnet(prefix);
    shares.forEach((id, share) -> copy.shares.put(id, copies.computeIfAbsent(share, Share::copy)));
    leases.forEach((ordinal, lease) ->
        copy.leases.put(
            ordinal,
            new Lease(copies.computeIfAbsent(lease.share(), Share::copy), lease.holder())));
    copy.used.become(used);
    return copy;
  }

  IpPrefix prefix() {
    return prefix;
  }

  synchronized boolean has(PoolId id) {
    return shares.containsKey(id);
  }

  /// Adds a share. The caller has made sure that there is none of that id.
  synchronized Share share(PoolId id, String holder, Share.Order order, boolean resuming) {
    UInt128 first = prefix.ordinalOf(id.range().first());
    UInt128 last = prefix.ordinalOf(id.range().last());
    UInt128 from = first.compareTo(firstUsable) < 0 ? firstUsable : first;
    UInt128 to = last.compareTo(lastUsable) > 0 ? lastUsable : last;
    Share share = new Share(id, holder, order, resuming, from, to);
    shares.put(id, share);
    return share;
  }

  /// Takes a share back with every address held through it; answers whether that was the last one.
  /// A closed share is left as it is.
  synchronized boolean close(Share share) {
    if (!share.open()) {
      return false;
    }
    share.close();
    shares.remove(share.id());
    if (shares.isEmpty()) {
      return true;
    }
    leases.entrySet().removeIf(lease -> lease.getValue().share() == share && free(lease.getKey()));
    return false;
  }

  private boolean free(UInt128 ordinal) {
    return used.remove(ordinal);
  }

  synchronized InterfaceAddress request(Share share, AddressRequest request) {
    if (!share.open()) {
      throw new NetworkException.NotFound("pool " + share.id() + " is released");
    }
    UInt128 ordinal =
        switch (request.choice()) {
          case AddressChoice.Exactly(IpAddress address) -> requireFree(share, address, request);
          case AddressChoice.Any() ->
              share.choose(used).orElseThrow(() -> exhausted(share, request));
          case AddressChoice.Next() ->
              share.chooseInTurn(used).orElseThrow(() -> exhausted(share, request));
        };
    used.add(ordinal);
    leases.put(ordinal, new Lease(share, request.holder()));
    return new InterfaceAddress(prefix.addressAt(ordinal), prefix.length());
  }

  private UInt128 requireFree(Share share, IpAddress address, AddressRequest request) {
    UInt128 ordinal = requireUsable(address);
    Lease held = leases.get(ordinal);
    if (held != null) {
      throw new NetworkException.Forbidden(
          "address %s, which %s asks for, is held by %s"
              .formatted(address, request.holder(), held.holder()));
    }
    if (request.holder() instanceof AddressHolder.Endpoint
        || request.holder() instanceof AddressHolder.Reserved) {
      share.noteAsked(ordinal);
    }
    return ordinal;
  }

  synchronized void release(Share share, IpAddress address) {
    UInt128 ordinal = requireUsable(address);
    Lease held = leases.get(ordinal);
    if (held == null || !share.open()) {
      return;
    }
    if (held.share() != share) {
      throw new NetworkException.Forbidden(
          "address %s was requested from pool %s by %s and is not released by pool %s"
              .formatted(address, held.share().id(), held.holder(), share.id()));
    }
    leases.remove(ordinal);
    used.remove(ordinal);
  }

  private UInt128 requireUsable(IpAddress address) {
    if (!prefix.contains(address)) {
      throw new NetworkException.InvalidParameter(
          "address %s is not in pool %s".formatted(address, prefix));
    }
    UInt128 ordinal = prefix.ordinalOf(address);
    if (ordinal.compareTo(firstUsable) < 0 || ordinal.compareTo(lastUsable) > 0) {
      throw new NetworkException.Forbidden(
          "address %s is reserved: it is the first or last of pool %s, which nobody holds"
              .formatted(address, prefix));
    }
    return ordinal;
  }

  /// Who holds which address through a share.
  synchronized Map<IpAddress, AddressHolder> held(Share share) {
    Map<IpAddress, AddressHolder> held = new HashMap<>();
    leases.forEach((ordinal, lease) -> {
      if (lease.share() == share) {
        held.put(prefix.addressAt(ordinal), lease.holder());
      }
    });
    return held;
  }

  synchronized PoolStatus status(Share share) {
    UInt128 held = UInt128.ofUnsigned(leases.size());
    UInt128 reserved = firstUsable.plus(prefix.lastOrdinal().minus(lastUsable));
    UInt128 usable = count(share.first(), share.last());
    UInt128 available = usable.minus(used.count(share.first(), share.last()));
    return new PoolStatus(held.plus(reserved), available);
  }

  /// How many numbers `first` to `last` are. Not for 2^128 of them: the first of ::/0 is reserved.
  private static UInt128 count(UInt128 first, UInt128 last) {
    return first.compareTo(last) > 0 ? UInt128.ZERO : last.minus(first).plus(UInt128.ONE);
  }

  private NetworkException exhausted(Share share, AddressRequest request) {
    UInt128 usable = count(share.first(), share.last());
    String all =
        usable.equals(UInt128.ZERO) ? "it has none to give" : "its " + usable + " are held";
    return new NetworkException.Unavailable(
        "no available address for %s in pool %s: %s%s"
            .formatted(request.holder(), share.id(), all, holders(share)));
  }

  /// Names the holders of a full share's first addresses.
  private String holders(Share share) {
    StringJoiner named = new StringJoiner(", ", ", ", "").setEmptyValue("");
    UInt128 ordinal = share.first();
    for (int i = 0; i < NAMED && ordinal.compareTo(share.last()) <= 0; i++) {
      named.add(holderAt(ordinal));
      ordinal = ordinal.plus(UInt128.ONE);
    }
    UInt128 more = count(ordinal, share.last());
    return more.equals(UInt128.ZERO) ? named.toString() : named + " and " + more + " more";
  }

  private String holderAt(UInt128 ordinal) {
    Lease lease = leases.get(ordinal);
    Optional<AddressHolder> holder = Optional.ofNullable(lease).map(Lease::holder);
    return prefix.addressAt(ordinal) + holder.map(name -> " by " + name).orElse("");
  }

  /// The prefix and the networks that hold it.
  @Override
  public synchronized String toString() {
    StringJoiner holders = new StringJoiner(", ", prefix + " of ", "");
    shares.values().stream().limit(NAMED).map(Share::holder).distinct().forEach(holders::add);
    return holders.toString();
  }
}
