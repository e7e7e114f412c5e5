package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.client.ClientIdentity;
import io.libnetwork.dhcp.client.LeaseTerms;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What a segment's servers of DHCPv4 or DHCPv6 lease from: each address that an endpoint has of it
/// is a lease in that endpoint's name.
///
/// What a network keeps for itself or for others, a gateway or an auxiliary address, is not leased:
/// the caller says that it is his.
final class LeasedPool extends SegmentPool {

  private final DhcpLoop loop;
  private final Segment segment;
  private final Map<IpAddress, Holding> held = new ConcurrentHashMap<>();

  /// Who has an address, and its lease where it is one.
  private record Holding(AddressHolder holder, Optional<Lease> lease) {}

  /// @param token what is kept of it
  /// @param segment of the pool's family
  /// @param released told when the pool is given back, once
  LeasedPool(PoolId id, PoolToken token, Segment segment, Consumer<SegmentPool> released) {
    super(id, token, released);
    this.loop = segment.loop();
    this.segment = segment;
  }

  @Override
  Segment segment() {
    return segment;
  }

  @Override
  public InterfaceAddress requestAddress(AddressRequest request) {
    requireHere();
    Optional<IpAddress> wanted = wanted(request.choice());
    IpAddress given =
        switch (request.holder()) {
          case AddressHolder.Endpoint(String name, Optional<MacAddress> mac) ->
              lease(identity(name, mac), wanted, request.holder());
          case AddressHolder.Reserved(String name, Optional<MacAddress> mac) ->
              lease(identity(name, mac), wanted, request.holder());
          case AddressHolder.Gateway _, AddressHolder.Auxiliary _ -> keep(wanted, request.holder());
          case AddressHolder.Service service ->
              throw new NetworkException.NotImplemented(
                  "the IPAM driver %s has no address for %s: a lease is one machine's"
                      .formatted(DhcpIpam.NAME, service));
        };
    return new InterfaceAddress(given, prefix().length());
  }

  /// A lease goes on at once: whoever has the address has it whatever a server says, and no start
  /// waits for one that is away.
  @Override
  public void restoreAddress(IpAddress former, AddressHolder holder) {
    requireHere();
    IpAddress address = requireInside(former);
    requireFree(address);
    switch (holder) {
      case AddressHolder.Endpoint(String name, Optional<MacAddress> mac) ->
          resume(address, identity(name, mac), holder);
      case AddressHolder.Reserved(String name, Optional<MacAddress> mac) ->
          resume(address, identity(name, mac), holder);
      default -> {
        IpAddress _ = keep(Optional.of(address), holder);
      }
    }
  }

  @Override
  public void releaseAddress(IpAddress address) {
    requireInside(address);
    Holding holding = held.remove(address);
    if (holding != null) {
      holding.lease().ifPresent(lease -> loop.execute(lease::release));
    }
  }

  @Override
  void abandon() {
    held.keySet().forEach(this::releaseAddress);
  }

  @Override
  public Optional<Map<IpAddress, AddressHolder>> held() {
    Map<IpAddress, AddressHolder> holders = new HashMap<>();
    held.forEach((address, holding) -> holders.put(address, holding.holder()));
    return Optional.of(holders);
  }

  /// The leases go on.
  @Override
  void end() {
    held.values().forEach(holding -> holding.lease().ifPresent(Lease::end));
  }

  /// Why what a server offers is nothing for somebody in this pool. On the loop's thread.
  Optional<String> objection(LeaseTerms offered, Lease asking) {
    IpAddress address = offered.address();
    String offer = "server " + offered.server() + " offers " + address;
    if (!usable(address)) {
      return Optional.of(offer + ", which is no host's address in pool " + prefix());
    }
    Holding holding = held.get(address);
    if (holding != null && !holding.lease().equals(Optional.of(asking))) {
      return Optional.of(offer + ", which is held for " + holding.holder());
    }
    return Optional.empty();
  }

  /// An address has been leased. On the loop's thread.
  void take(IpAddress address, Lease lease) {
    held.put(address, new Holding(lease.holder(), Optional.of(lease)));
  }

  /// Of IPv4 the first address is the network's and the last everybody's; of IPv6 the first is any
  /// router's (RFC 4291 section 2.6.1).
  private boolean usable(IpAddress address) {
    boolean last = address.equals(prefix().last()) && address.family() == IpFamily.V4;
    boolean inner = !address.equals(prefix().first()) && !last;
    return prefix().contains(address)
        && (inner || prefix().hostBits() <= 1)
        && !kept().router().equals(Optional.of(address));
  }

  private IpAddress lease(
      ClientIdentity identity, Optional<IpAddress> wanted, AddressHolder holder) {
    wanted.ifPresent(this::requireFree);
    segment.require();
    Lease lease = new Lease(this, identity, holder);
    try {
      return lease.acquire(wanted);
    } catch (RuntimeException failure) {
      loop.execute(() -> forgo(lease));
      throw failure;
    }
  }

  private void forgo(Lease lease) {
    lease.forgo();
    held.values().removeIf(holding -> holding.lease().equals(Optional.of(lease)));
  }

  private void resume(IpAddress address, ClientIdentity identity, AddressHolder holder) {
    Lease lease = new Lease(this, identity, holder);
    take(address, lease);
    loop.execute(() -> lease.resume(address));
  }

  private IpAddress keep(Optional<IpAddress> wanted, AddressHolder holder) {
    IpAddress address = wanted.orElseThrow(() -> noGateway(holder));
    requireFree(address);
    if (held.putIfAbsent(address, new Holding(holder, Optional.empty())) != null) {
      throw taken(address);
    }
    return address;
  }

  private NetworkException noGateway(AddressHolder holder) {
    return new NetworkException.Unavailable(
        "no address for the %s: nothing on interface %s names a router; name a gateway"
            .formatted(holder, segment.name()));
  }

  /// Endpoints of ipvlan have one MAC address together, and are told apart by another.
  private ClientIdentity identity(String name, Optional<MacAddress> mac) {
    return ClientIdentity.of(name, mac.orElseGet(() -> kept().identity(name)));
  }

  private Optional<IpAddress> wanted(AddressChoice choice) {
    return switch (choice) {
      case AddressChoice.Exactly(IpAddress address) -> Optional.of(requireInside(address));
      case AddressChoice.Any _, AddressChoice.Next _ -> Optional.empty();
    };
  }

  private void requireFree(IpAddress address) {
    if (held.containsKey(address)) {
      throw taken(address);
    }
  }

  private NetworkException taken(IpAddress address) {
    Holding holding = held.get(address);
    return taken(address, holding == null ? "another" : holding.holder());
  }
}
