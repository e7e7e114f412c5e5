package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.PoolChoice;
import java.util.Map;
import java.util.Optional;

/// An option of [Controller#createNetwork].
public sealed interface NetworkOption {

  /// The network's id; drawn at random without this option.
  record Id(NetworkId id) implements NetworkOption {}

  /// Whether the network has IPv4; it has without this option.
  record Ipv4(boolean enabled) implements NetworkOption {}

  /// Whether the network has IPv6; it has not without this option.
  record Ipv6(boolean enabled) implements NetworkOption {}

  /// A pool of addresses; any number, where the driver takes several. A family that is enabled and
  /// has no pool gets one of the IPAM driver's choice.
  ///
  /// @param family of the pool
  /// @param choice which prefix
  /// @param range where automatic addresses come from; the whole pool without one
  /// @param gateway the network's own address; the IPAM driver's choice without one
  /// @param auxiliary addresses the network keeps for others, by name
  record Pool(
      IpFamily family,
      PoolChoice choice,
      Optional<IpPrefix> range,
      Optional<IpAddress> gateway,
      Map<String, IpAddress> auxiliary)
      implements NetworkOption {

    public Pool {
      auxiliary = Map.copyOf(auxiliary);
      gateway.ifPresent(address -> requireFamily(family, address, "gateway"));
      auxiliary.values().forEach(address -> requireFamily(family, address, "auxiliary address"));
    }

    /// A pool of this prefix.
    public static Pool of(IpPrefix prefix) {
      return new Pool(
          prefix.family(),
          new PoolChoice.Exactly(prefix),
          Optional.empty(),
          Optional.empty(),
          Map.of());
    }

    /// A pool of this prefix, as in `10.1.0.0/24`.
    ///
    /// @throws NetworkException.InvalidParameter when the text is no prefix
    public static Pool of(String prefix) {
      return of(Texts.parse("subnet", prefix, IpPrefix::parse));
    }

    /// The same pool with the network's own address, as in `10.1.0.1`.
    ///
    /// @throws NetworkException.InvalidParameter when the text is no address
    public Pool withGateway(String address) {
      return withGateway(Texts.parse("gateway", address, IpAddress::parse));
    }

    /// The same pool with the network's own address.
    public Pool withGateway(IpAddress address) {
      return new Pool(family, choice, range, Optional.of(address), auxiliary);
    }

    /// The same pool with automatic addresses from a part of it only.
    public Pool withRange(IpPrefix part) {
      return new Pool(family, choice, Optional.of(part), gateway, auxiliary);
    }

    /// The same pool with addresses it keeps for others.
    public Pool withAuxiliary(Map<String, IpAddress> addresses) {
      return new Pool(family, choice, range, gateway, addresses);
    }

    private static void requireFamily(IpFamily family, IpAddress address, String what) {
      if (address.family() != family) {
        throw new NetworkException.InvalidParameter(
            "invalid " + what + " " + address + ": the pool is " + family);
      }
    }
  }

  /// Which IPAM driver hands out the addresses, and its options; `default` without this option.
  record Ipam(String driver, Map<String, String> options) implements NetworkOption {
    public Ipam {
      options = Map.copyOf(options);
    }
  }

  /// No way out of the network, and none in.
  record Internal() implements NetworkOption {}

  /// Names of the network's containers, services and zones are answered to nobody. A sandbox that
  /// is on no network with names has no name server, and its files name the host's own.
  record WithoutNames() implements NetworkOption {}

  /// The network is a template: it has no kernel objects and no endpoints.
  record ConfigOnly() implements NetworkOption {}

  /// The network takes its families, pools, IPAM, labels and driver options from a template.
  record ConfigFrom(String network) implements NetworkOption {}

  /// Texts kept with the network.
  record Labels(Map<String, String> labels) implements NetworkOption {
    public Labels {
      labels = Map.copyOf(labels);
    }
  }

  /// A zone of names that containers on the network can look up; any number, of which no two have
  /// one origin. [Network#putZone] adds and replaces zones later.
  record DnsZone(Zone zone) implements NetworkOption {
    /// The zone of a file's text, see [io.libnetwork.dns.zone.ZoneFile].
    ///
    /// @param origin of the zone, as in `app`
    /// @throws NetworkException.InvalidParameter when the origin is no name, or the text has
    ///   mistakes, each with its line and column
    public static DnsZone of(String origin, String text) {
      return new DnsZone(Zoning.read(origin, text));
    }
  }

  /// The network driver's own options. A driver that does not take them refuses.
  record Driver(NetworkDriverOptions options) implements NetworkOption {}

  /// The network driver's own options as texts, as they come from an outer edge. The driver takes
  /// the keys it knows; a key nobody took is refused by its name.
  record DriverLabels(Map<String, String> labels) implements NetworkOption {
    public DriverLabels {
      labels = Map.copyOf(labels);
    }
  }

  /// The network is removed when the controller closes.
  record Ephemeral() implements NetworkOption {}

  /// The network is removed when a lease ends, with its endpoints, whoever has joined them; any
  /// number, of which the first that ends counts, and at most one for a time.
  record Leased(Lease lease) implements NetworkOption {}
}
