package io.libnetwork.dhcp;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
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
/// Of IPv6 a router of the segment says what is there. Either addresses are leased by servers of
/// DHCPv6 in the same way, or they are made of MAC addresses and of a prefix that is advertised for
/// everybody (SLAAC), and nobody leases them.
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

  /// The option of a network that says where its IPv6 addresses come from: `slaac`, `dhcpv6`, or
  /// `auto`, as the segment's routers say, which it is where nothing else is said.
  public static final String IPV6 = "ipv6";

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
    DhcpOptions options = checked(request);
    DhcpLoop running = running();
    Segment segment = segment(running, request, options);
    try {
      var _ = segment.require();
      return register(found(segment, new PoolSearch(request.choice(), random), options));
    } catch (RuntimeException failure) {
      running.execute(segment::close);
      throw failure;
    }
  }

  private Segment segment(DhcpLoop running, PoolRequest request, DhcpOptions options) {
    return switch (request.family()) {
      case V4 -> new Segment4(host, running, options.segment());
      case V6 -> new Segment6(host, running, options.segment());
    };
  }

  private SegmentPool found(Segment segment, PoolSearch search, DhcpOptions options) {
    PoolSearch.Found found =
        switch (segment) {
          case Segment4 of -> search.leased(of);
          case Segment6 of -> search.advertised(of, options.ipv6());
        };
    return pool(segment, found.prefix(), found.token());
  }

  private SegmentPool pool(Segment segment, IpPrefix prefix, PoolToken token) {
    PoolId id = PoolId.of(new AddressSpace(NAME + "-" + segment.name()), prefix);
    return segment instanceof Segment6 of && token.ipv6() != Ipv6Source.DHCPV6
        ? new SlaacPool(id, token, of, this::forget).watched()
        : new LeasedPool(id, token, segment, this::forget);
  }

  /// Asks nobody: the segment may be away for the moment.
  @Override
  public AddressPool restorePool(PoolRequest request, String token) {
    DhcpOptions options = checked(request);
    if (!(request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix))) {
      throw new NetworkException.InvalidParameter(
          "the pool of " + request.holder() + " is not named, so that it cannot be found again");
    }
    PoolToken kept = PoolToken.parse(token);
    DhcpLoop running = running();
    return register(pool(segment(running, request, options), prefix, kept));
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

  private static DhcpOptions checked(PoolRequest request) {
    if (!request.space().equals(SPACE)) {
      throw refused("address space " + request.space(), request);
    }
    if (request.subPool().isPresent()) {
      throw refused("range " + request.subPool().get(), request);
    }
    if (request.choice() instanceof PoolChoice.AnyOfLength(int length)) {
      throw refused("pool of length " + length, request);
    }
    return DhcpOptions.of(request);
  }

  private static NetworkException refused(String what, PoolRequest request) {
    return new NetworkException.InvalidParameter(
        "the IPAM driver %s has no %s for %s: what is leased is the segment's servers' to choose"
            .formatted(NAME, what, request.holder()));
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
