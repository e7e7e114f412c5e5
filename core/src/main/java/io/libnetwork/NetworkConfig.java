package io.libnetwork;

import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a network was asked to be: its options, gathered and checked against each other.
///
/// @param id the caller's id
/// @param families which address families it has
/// @param pools the pools asked for
/// @param ipamDriver who hands out its addresses
/// @param ipamOptions options for that driver
/// @param internal whether there is no way out
/// @param named whether its names are answered
/// @param configOnly whether it is a template
/// @param configFrom the template it is made from
/// @param labels texts kept with it
/// @param driverOptions the driver's record
/// @param driverLabels the driver's options as texts
/// @param ephemeral whether it goes when the controller closes
/// @param leases what it goes with
/// @param zones those it has from the beginning
public record NetworkConfig(
    Optional<NetworkId> id,
    Set<IpFamily> families,
    List<NetworkOption.Pool> pools,
    String ipamDriver,
    Map<String, String> ipamOptions,
    boolean internal,
    boolean named,
    boolean configOnly,
    Optional<String> configFrom,
    Map<String, String> labels,
    Optional<NetworkDriverOptions> driverOptions,
    Map<String, String> driverLabels,
    boolean ephemeral,
    List<Lease> leases,
    List<Zone> zones) {

  static final String DEFAULT_IPAM = "default";

  public NetworkConfig {
    families = Set.copyOf(families);
    pools = List.copyOf(pools);
    ipamOptions = Map.copyOf(ipamOptions);
    labels = Map.copyOf(labels);
    driverLabels = Map.copyOf(driverLabels);
    leases = List.copyOf(leases);
    zones = List.copyOf(zones);
    LeaseTerms.requireOneTime(leases);
  }

  /// Gathers options.
  ///
  /// @throws NetworkException when two of them exclude each other
  static NetworkConfig of(String name, NetworkOption... options) {
    Gathering gathering = new Gathering();
    for (NetworkOption option : options) {
      gathering.take(option);
    }
    NetworkConfig config = gathering.config();
    config.requireConsistent(name);
    return config;
  }

  /// The same with the driver's options as texts.
  NetworkConfig withDriverLabels(Map<String, String> texts) {
    return new NetworkConfig(
        id,
        families,
        pools,
        ipamDriver,
        ipamOptions,
        internal,
        named,
        configOnly,
        configFrom,
        labels,
        Optional.empty(),
        texts,
        ephemeral,
        leases,
        zones);
  }

  /// This network's own id, flags, zones and life with the rest taken from a template.
  NetworkConfig from(NetworkConfig template) {
    return new NetworkConfig(
        id,
        template.families,
        template.pools,
        template.ipamDriver,
        template.ipamOptions,
        internal,
        named,
        false,
        configFrom,
        template.labels,
        template.driverOptions,
        template.driverLabels,
        ephemeral,
        leases,
        zones);
  }

  private void requireConsistent(String name) {
    if (configOnly && !leases.isEmpty()) {
      throw new NetworkException.Forbidden(
          "network "
              + name
              + " is a template (ConfigOnly), which others are made from and cannot be leased: "
              + leases.getFirst());
    }
    if (configOnly && !zones.isEmpty()) {
      throw Zoning.ofTemplate("network " + name, zones.getFirst().origin());
    }
    Zoning.requireFitting(name, zones);
    if (configOnly && (internal || configFrom.isPresent())) {
      throw new NetworkException.Forbidden(
          "network "
              + name
              + " is a template (ConfigOnly), which can neither be internal nor made from another");
    }
    if (configFrom.isPresent() && !takesNothingItself()) {
      throw new NetworkException.Forbidden(
          "network "
              + name
              + " takes its families, pools, IPAM, labels and driver options from template "
              + configFrom.get()
              + " and can have none of its own");
    }
    if (families.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "network " + name + " has neither IPv4 nor IPv6: enable one");
    }
    for (NetworkOption.Pool pool : pools) {
      if (!families.contains(pool.family())) {
        throw new NetworkException.InvalidParameter(
            "network " + name + " has a pool of " + pool.family() + ", which is not enabled");
      }
    }
  }

  private boolean takesNothingItself() {
    return families.equals(Set.of(IpFamily.V4))
        && pools.isEmpty()
        && ipamDriver.equals(DEFAULT_IPAM)
        && ipamOptions.isEmpty()
        && labels.isEmpty()
        && driverOptions.isEmpty()
        && driverLabels.isEmpty();
  }

  /// The options so far.
  private static final class Gathering {

    private Optional<NetworkId> id = Optional.empty();
    private final Set<IpFamily> families = EnumSet.of(IpFamily.V4);
    private final List<NetworkOption.Pool> pools = new ArrayList<>();
    private NetworkOption.Ipam ipam = new NetworkOption.Ipam(DEFAULT_IPAM, Map.of());
    private boolean internal;
    private boolean named = true;
    private boolean configOnly;
    private Optional<String> configFrom = Optional.empty();
    private final Map<String, String> labels = new HashMap<>();
    private Optional<NetworkDriverOptions> driverOptions = Optional.empty();
    private final Map<String, String> driverLabels = new HashMap<>();
    private boolean ephemeral;
    private final List<Lease> leases = new ArrayList<>();
    private final List<Zone> zones = new ArrayList<>();

    void take(NetworkOption option) {
      switch (option) {
        case NetworkOption.Id(NetworkId given) -> id = Optional.of(given);
        case NetworkOption.Ipv4(boolean enabled) -> enable(IpFamily.V4, enabled);
        case NetworkOption.Ipv6(boolean enabled) -> enable(IpFamily.V6, enabled);
        case NetworkOption.Pool pool -> pools.add(pool);
        case NetworkOption.Ipam given -> ipam = given;
        case NetworkOption.Internal _ -> internal = true;
        case NetworkOption.WithoutNames _ -> named = false;
        case NetworkOption.ConfigOnly _ -> configOnly = true;
        case NetworkOption.ConfigFrom(String network) -> configFrom = Optional.of(network);
        case NetworkOption.Labels(Map<String, String> more) -> labels.putAll(more);
        case NetworkOption.Driver(NetworkDriverOptions given) -> driverOptions = Optional.of(given);
        case NetworkOption.DriverLabels(Map<String, String> more) -> driverLabels.putAll(more);
        case NetworkOption.Ephemeral _ -> ephemeral = true;
        case NetworkOption.Leased(Lease lease) -> leases.add(lease);
        case NetworkOption.DnsZone(Zone zone) -> zones.add(zone);
      }
    }

    private void enable(IpFamily family, boolean enabled) {
      if (enabled) {
        families.add(family);
      } else {
        families.remove(family);
      }
    }

    NetworkConfig config() {
      return new NetworkConfig(
          id,
          families,
          pools,
          ipam.driver(),
          ipam.options(),
          internal,
          named,
          configOnly,
          configFrom,
          labels,
          driverOptions,
          driverLabels,
          ephemeral,
          leases,
          zones);
    }
  }
}
