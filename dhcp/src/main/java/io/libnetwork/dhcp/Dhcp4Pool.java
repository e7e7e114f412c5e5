package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
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

/// What the DHCP servers of a segment lease from: each address that an endpoint has of it is a
/// lease in that endpoint's name.
///
/// What a network keeps for itself or for others, a gateway or an auxiliary address, is not leased:
/// the caller says that it is his.
final class Dhcp4Pool implements SegmentPool {

  private final PoolId id;
  private final PoolToken token;
  private final DhcpLoop loop;
  private final Segment segment;
  private final Consumer<SegmentPool> released;
  private final Map<IpAddress, Holding> held = new ConcurrentHashMap<>();
  private volatile boolean over;

  /// Who has an address, and its lease where it is one.
  private record Holding(AddressHolder holder, Optional<Dhcp4Lease> lease) {}

  /// @param token what is kept of it
  /// @param released told when the pool is given back, once
  Dhcp4Pool(
      PoolId id, PoolToken token, DhcpLoop loop, Segment segment, Consumer<SegmentPool> released) {
    this.id = id;
    this.token = token;
    this.loop = loop;
    this.segment = segment;
    this.released = released;
  }

  @Override
  public Segment segment() {
    return segment;
  }

  @Override
  public PoolId id() {
    return id;
  }

  @Override
  public String token() {
    return token.toString();
  }

  @Override
  public Optional<InterfaceAddress> gateway() {
    return token.router().map(address -> new InterfaceAddress(address, prefix().length()));
  }

  @Override
  public boolean gatewayElsewhere() {
    return token.router().isPresent();
  }

  @Override
  public InterfaceAddress requestAddress(AddressRequest request) {
    requireHere();
    Optional<Ipv4Address> wanted = wanted(request.choice());
    Ipv4Address given =
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
    Ipv4Address address = requireInside(former);
    requireFree(address);
    switch (holder) {
      case AddressHolder.Endpoint(String name, Optional<MacAddress> mac) ->
          resume(address, identity(name, mac), holder);
      case AddressHolder.Reserved(String name, Optional<MacAddress> mac) ->
          resume(address, identity(name, mac), holder);
      default -> {
        Ipv4Address _ = keep(Optional.of(address), holder);
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
  public void release() {
    if (!over) {
      over = true;
      held.keySet().forEach(this::releaseAddress);
      released.accept(this);
    }
  }

  @Override
  public Optional<Map<IpAddress, AddressHolder>> held() {
    Map<IpAddress, AddressHolder> holders = new HashMap<>();
    held.forEach((address, holding) -> holders.put(address, holding.holder()));
    return Optional.of(holders);
  }

  /// The leases go on.
  @Override
  public void end() {
    held.values().forEach(holding -> holding.lease().ifPresent(Dhcp4Lease::end));
  }

  /// Why what a server offers is nothing for somebody in this pool. On the loop's thread.
  Optional<String> objection(LeaseTerms offered, Dhcp4Lease asking) {
    Ipv4Address address = offered.address();
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
  void take(Ipv4Address address, Dhcp4Lease lease) {
    held.put(address, new Holding(lease.holder(), Optional.of(lease)));
  }

  private boolean usable(Ipv4Address address) {
    boolean inner = !address.equals(prefix().first()) && !address.equals(prefix().last());
    return prefix().contains(address)
        && (inner || prefix().hostBits() <= 1)
        && !token.router().equals(Optional.of(address));
  }

  private Ipv4Address lease(
      ClientIdentity identity, Optional<Ipv4Address> wanted, AddressHolder holder) {
    wanted.ifPresent(this::requireFree);
    segment.require();
    Dhcp4Lease lease = new Dhcp4Lease(loop, this, identity, holder);
    try {
      return lease.acquire(wanted);
    } catch (RuntimeException failure) {
      loop.execute(() -> forgo(lease));
      throw failure;
    }
  }

  private void forgo(Dhcp4Lease lease) {
    lease.forgo();
    held.values().removeIf(holding -> holding.lease().equals(Optional.of(lease)));
  }

  private void resume(Ipv4Address address, ClientIdentity identity, AddressHolder holder) {
    Dhcp4Lease lease = new Dhcp4Lease(loop, this, identity, holder);
    take(address, lease);
    loop.execute(() -> lease.resume(address));
  }

  private Ipv4Address keep(Optional<Ipv4Address> wanted, AddressHolder holder) {
    Ipv4Address address = wanted.orElseThrow(() -> noGateway(holder));
    requireFree(address);
    if (held.putIfAbsent(address, new Holding(holder, Optional.empty())) != null) {
      throw taken(address);
    }
    return address;
  }

  private NetworkException noGateway(AddressHolder holder) {
    return new NetworkException.Unavailable(
        "no address for the %s: the DHCP servers on interface %s name no router; name a gateway"
            .formatted(holder, segment.name()));
  }

  /// Endpoints of ipvlan have one MAC address together, and are told apart by another.
  private ClientIdentity identity(String name, Optional<MacAddress> mac) {
    return ClientIdentity.of(name, mac.orElseGet(() -> token.identity(name)));
  }

  private Optional<Ipv4Address> wanted(AddressChoice choice) {
    return switch (choice) {
      case AddressChoice.Exactly(IpAddress address) -> Optional.of(requireInside(address));
      case AddressChoice.Any _, AddressChoice.Next _ -> Optional.empty();
    };
  }

  private Ipv4Address requireInside(IpAddress address) {
    if (address instanceof Ipv4Address inside && prefix().contains(inside)) {
      return inside;
    }
    throw new NetworkException.InvalidParameter(
        "address %s is not in pool %s".formatted(address, prefix()));
  }

  private void requireFree(Ipv4Address address) {
    if (held.containsKey(address)) {
      throw taken(address);
    }
  }

  private NetworkException taken(Ipv4Address address) {
    Holding holding = held.get(address);
    return new NetworkException.Forbidden(
        "address %s of pool %s is held for %s already"
            .formatted(address, prefix(), holding == null ? "another" : holding.holder()));
  }

  private void requireHere() {
    if (over) {
      throw new NetworkException.NotFound("pool " + prefix() + " has been given back");
    }
  }
}
