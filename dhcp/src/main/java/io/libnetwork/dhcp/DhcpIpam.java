package io.libnetwork.dhcp;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dhcp.client.LeaseTerms;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The IPAM driver of networks whose containers are on a segment that has DHCP servers already:
/// each gets an address from there, under its own MAC address and name.
///
/// A network says by [#INTERFACE] on which segment it is. Its pool is what a server of that segment
/// leases from, unless the caller names it; its gateway is the router that the server names. Leases
/// are extended for as long as their endpoint exists, by one thread of the process, and given back
/// when it is deleted. They outlive the process: the next one asks whether they may be kept.
///
/// Of IPv6 it takes what a router of the segment advertises for everybody: addresses are made of
/// MAC addresses (SLAAC), and nobody leases them.
///
/// Servers are asked by frames of its own through the interface, so the container needs to know
/// nothing of it, and the host's own DHCP client is not in the way. Needs Linux and `CAP_NET_RAW`.
public final class DhcpIpam implements IpamDriver, AutoCloseable {

  /// The driver's name.
  public static final String NAME = "dhcp";

  /// Its one address space.
  public static final AddressSpace SPACE = new AddressSpace(NAME);

  /// The option of a network that names the host's interface to the segment: the parent of macvlan
  /// or ipvlan, or a bridge.
  public static final String INTERFACE = "interface";

  private final Host host;
  private final RandomGenerator random;
  private final DhcpSettings settings;

  /// Guarded by itself, as is the loop.
  private final List<SegmentPool> pools = new ArrayList<>();

  private @Nullable DhcpLoop loop;
  private boolean closed;

  private DhcpIpam(Host host, RandomGenerator random, DhcpSettings settings) {
    this.host = host;
    this.random = random;
    this.settings = settings;
  }

  /// A driver for networks of a host, to be closed after the controller. Nothing is opened before
  /// it is needed.
  public static DhcpIpam on(Host host) {
    return on(host, new SecureRandom(), DhcpSettings.USUAL);
  }

  /// A driver for networks of a host.
  ///
  /// @param random numbers exchanges, and spreads renewals
  /// @param settings how long is waited
  public static DhcpIpam on(Host host, RandomGenerator random, DhcpSettings settings) {
    return new DhcpIpam(host, random, settings);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public AddressSpaces addressSpaces() {
    return new AddressSpaces(SPACE, SPACE);
  }

  @Override
  public boolean requiresMacAddress() {
    return true;
  }

  /// Asks the segment's servers what they lease.
  ///
  /// A pool may overlap what the host has routes to, because the host is usually on the segment
  /// itself.
  ///
  /// @throws NetworkException.InvalidParameter if there is no such interface, or a range or length
  ///   of a pool is asked for, which is the server's to choose
  /// @throws NetworkException.Forbidden if another network has a pool there
  /// @throws NetworkException.Unavailable if no server answers
  @Override
  public AddressPool requestPool(PoolRequest request) {
    InterfaceName name = checked(request);
    DhcpLoop running = running();
    Segment segment = new Segment(host, running.frames(), name);
    try {
      var _ = segment.require();
      return register(found(running, segment, request));
    } catch (RuntimeException failure) {
      running.execute(segment::close);
      throw failure;
    }
  }

  private SegmentPool found(DhcpLoop running, Segment segment, PoolRequest request) {
    return switch (request.family()) {
      case V4 -> {
        LeaseTerms offered = new Acquisition(running, segment).look();
        IpPrefix prefix = prefix(request.choice(), offered, segment.name());
        PoolToken token = PoolToken.of(offered.router().map(router -> router), random);
        yield pool(running, segment, prefix, token);
      }
      case V6 -> {
        RouterSearch.Found found = new RouterSearch(running, segment, request.choice()).look();
        boolean leading = !found.advertisement().lifetime().isZero();
        PoolToken token =
            PoolToken.of(
                leading ? Optional.of(found.advertisement().router()) : Optional.empty(), random);
        yield pool(running, segment, found.prefix().prefix(), token);
      }
    };
  }

  private SegmentPool pool(DhcpLoop running, Segment segment, IpPrefix prefix, PoolToken token) {
    PoolId id = PoolId.of(new AddressSpace(NAME + "-" + segment.name()), prefix);
    return switch (prefix.family()) {
      case V4 -> new Dhcp4Pool(id, token, running, segment, this::forget);
      case V6 -> new SlaacPool(id, token, running, segment, this::forget).watched();
    };
  }

  /// Asks nobody: the segment may be away for the moment.
  @Override
  public AddressPool restorePool(PoolRequest request, String token) {
    InterfaceName name = checked(request);
    if (!(request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix))) {
      throw new NetworkException.InvalidParameter(
          "the pool of " + request.holder() + " is not named, so that it cannot be found again");
    }
    PoolToken kept = PoolToken.parse(token);
    DhcpLoop running = running();
    return register(pool(running, new Segment(host, running.frames(), name), prefix, kept));
  }

  /// Ends what the process does for its leases, which go on until their time is over.
  @Override
  public void close() {
    synchronized (pools) {
      closed = true;
      DhcpLoop running = loop;
      if (running != null) {
        running.await(() ->
            pools.forEach(pool -> {
              pool.end();
              pool.segment().close();
            }));
        running.close();
        loop = null;
      }
    }
  }

  private static InterfaceName checked(PoolRequest request) {
    if (!request.space().equals(SPACE)) {
      throw refused("address space " + request.space(), request);
    }
    if (request.subPool().isPresent()) {
      throw refused("range " + request.subPool().get(), request);
    }
    if (request.choice() instanceof PoolChoice.AnyOfLength(int length)) {
      throw refused("pool of length " + length, request);
    }
    return DhcpOptions.of(request).segment();
  }

  private static NetworkException refused(String what, PoolRequest request) {
    return new NetworkException.InvalidParameter(
        "the IPAM driver %s has no %s for %s: what is leased is the segment's servers' to choose"
            .formatted(NAME, what, request.holder()));
  }

  /// The pool that is named, or what the server says is on the segment.
  private static IpPrefix prefix(PoolChoice choice, LeaseTerms offered, InterfaceName name) {
    if (choice instanceof PoolChoice.Exactly(IpPrefix named)) {
      if (!named.contains(offered.address())) {
        throw new NetworkException.InvalidParameter(
            "invalid pool %s: server %s on interface %s leases %s, which is not in it"
                .formatted(named, offered.server(), name, offered.address()));
      }
      return named;
    }
    int length =
        offered
            .length()
            .orElseThrow(() ->
                new NetworkException.Unavailable(
                    "server %s on interface %s does not say how large its subnet is; name the pool"
                        .formatted(offered.server(), name)));
    return IpPrefix.containing(offered.address(), length);
  }

  private DhcpLoop running() {
    synchronized (pools) {
      if (closed) {
        throw new IllegalStateException("the IPAM driver " + NAME + " is closed");
      }
      DhcpLoop present = loop;
      if (present == null) {
        Host _ = host.requireLinux("the IPAM driver " + NAME);
        present = DhcpLoop.start(random, settings);
        loop = present;
      }
      return present;
    }
  }

  private SegmentPool register(SegmentPool pool) {
    synchronized (pools) {
      for (SegmentPool other : pools) {
        if (other.segment().name().equals(pool.segment().name())
            && other.prefix().overlaps(pool.prefix())) {
          throw new NetworkException.Forbidden(
              "pool %s on interface %s overlaps %s, which another network has there"
                  .formatted(pool.prefix(), pool.segment().name(), other.prefix()));
        }
      }
      pools.add(pool);
      return pool;
    }
  }

  private void forget(SegmentPool pool) {
    synchronized (pools) {
      pools.remove(pool);
      DhcpLoop running = loop;
      if (running != null) {
        running.execute(pool.segment()::close);
      }
    }
  }
}
