package io.libnetwork.ipam;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;

/// The subnets of one address space and family that are given out, and the predefined pools out of
/// which new ones are chosen.
///
/// Safe for concurrent use: each method holds this object's lock.
final class PoolTable {

  private final AddressSpace space;
  private final List<PredefinedPool> predefined;
  private final PrefixTree<Subnet> subnets = new PrefixTree<>();

  /// A table without subnets.
  ///
  /// @param predefined of this table's family, sorted, none overlapping another
  PoolTable(AddressSpace space, List<PredefinedPool> predefined) {
    this.space = space;
    this.predefined = List.copyOf(predefined);
  }

  /// The same subnets with the same holders, from now on apart.
  ///
  /// @param copies gets the copy of each subnet's shares by the share itself
  synchronized PoolTable copy(IdentityHashMap<Share, Pool> copies) {
    PoolTable copy = new PoolTable(space, predefined);
    for (Subnet subnet : subnets.all()) {
      IdentityHashMap<Share, Share> shares = new IdentityHashMap<>();
      Subnet same = subnet.copy(shares);
      copy.subnets.put(same.prefix(), same);
      shares.forEach((live, share) -> copies.put(live, new Pool(copy, same, share)));
    }
    return copy;
  }

  synchronized AddressPool request(PoolRequest request, Share.Order order) {
    Subnet subnet =
        switch (request.choice()) {
          case PoolChoice.Exactly(IpPrefix prefix) -> explicit(request, prefix);
          case PoolChoice.AnyOfLength _, PoolChoice.Any _ -> add(firstFree(request));
        };
    return open(subnet, request, order, false);
  }

  /// Like [#request] of an explicit pool, except that a subnet is found again that is there only
  /// because a sub-pool of it was restored first.
  synchronized AddressPool restore(PoolRequest request, IpPrefix prefix, Share.Order order) {
    Subnet subnet = atOrOverlap(prefix);
    requireNew(subnet, id(request, prefix));
    return open(subnet, request, order, true);
  }

  synchronized void release(Subnet subnet, Share share) {
    if (subnet.close(share)) {
      subnets.remove(subnet.prefix());
    }
  }

  private AddressPool open(
      Subnet subnet, PoolRequest request, Share.Order order, boolean resuming) {
    PoolId id = id(request, subnet.prefix());
    return new Pool(this, subnet, subnet.share(id, request.holder(), order, resuming));
  }

  /// The subnet of that prefix, made unless there is one. One that is there can be shared only by
  /// naming a sub-pool.
  private Subnet explicit(PoolRequest request, IpPrefix prefix) {
    List<Subnet> present = subnets.overlapping(prefix, 1);
    if (!present.isEmpty() && request.subPool().isEmpty()) {
      throw overlap(prefix, present.getFirst());
    }
    Subnet subnet = atOrOverlap(prefix);
    requireNew(subnet, id(request, prefix));
    return subnet;
  }

  private Subnet atOrOverlap(IpPrefix prefix) {
    List<Subnet> present = subnets.overlapping(prefix, 1);
    if (present.isEmpty()) {
      return add(prefix);
    }
    Subnet subnet = present.getFirst();
    if (!subnet.prefix().equals(prefix)) {
      throw overlap(prefix, subnet);
    }
    return subnet;
  }

  private Subnet add(IpPrefix prefix) {
    Subnet subnet = new Subnet(prefix);
    subnets.put(prefix, subnet);
    return subnet;
  }

  private PoolId id(PoolRequest request, IpPrefix prefix) {
    return new PoolId(space, prefix, request.subPool());
  }

  private void requireNew(Subnet subnet, PoolId id) {
    if (subnet.has(id)) {
      throw overlap(id.range(), subnet);
    }
  }

  private NetworkException overlap(IpPrefix prefix, Subnet subnet) {
    return new NetworkException.Forbidden(
        "pool %s overlaps with another one on this address space, %s: %s"
            .formatted(prefix, space, subnet));
  }

  private IpPrefix firstFree(PoolRequest request) {
    PrefixTree<IpPrefix> blocked = new PrefixTree<>();
    request.exclude().stream()
        .filter(prefix -> prefix.family() == request.family())
        .forEach(prefix -> blocked.put(prefix, prefix));
    for (PredefinedPool pool : predefined) {
      OptionalInt length = pool.lengthFor(request.choice());
      if (length.isPresent()) {
        var free = subnets.firstFree(pool.base(), length.getAsInt(), blocked);
        if (free.isPresent()) {
          return free.get();
        }
      }
    }
    throw Exhaustion.explain(request, predefined, subnets, blocked);
  }
}
