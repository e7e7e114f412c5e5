package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.EndpointDriverOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What an endpoint was asked to be: its options, gathered.
///
/// @param chosen the addresses asked for
/// @param allocated the addresses allocated elsewhere
/// @param linkLocal further addresses
/// @param mac the MAC address asked for
/// @param nameInside the interface's name inside
/// @param nameOnHost the name of the host's end
/// @param routes further routes inside
/// @param gateway whether it may be its sandbox's gateway
/// @param priority its rank among those that may
/// @param mtu the interface's MTU
/// @param sysctls kernel parameters of the interface
/// @param announcement how it is announced; empty where that is left to the library
/// @param ports what is published
/// @param exposed what the container listens on
/// @param bandwidth the limits from the beginning
/// @param reserve whether what it has outlives it
/// @param ipv6 whether it gets an IPv6 address where the network has IPv6
/// @param aliases further names
/// @param links names of others by the alias that its container has for them
/// @param labels texts kept with it
/// @param driverOptions the driver's record
public record EndpointConfig(
    Map<IpFamily, IpAddress> chosen,
    Map<IpFamily, InterfaceAddress> allocated,
    List<IpAddress> linkLocal,
    Optional<MacAddress> mac,
    Optional<InterfaceName> nameInside,
    Optional<InterfaceName> nameOnHost,
    List<SandboxRoute> routes,
    boolean gateway,
    int priority,
    OptionalInt mtu,
    List<InterfaceSysctl> sysctls,
    Optional<Announcement> announcement,
    List<PublishedPort> ports,
    Set<TransportPort> exposed,
    BandwidthLimits bandwidth,
    boolean reserve,
    boolean ipv6,
    List<String> aliases,
    Map<String, String> links,
    Map<String, String> labels,
    Optional<EndpointDriverOptions> driverOptions) {

  public EndpointConfig {
    chosen = Map.copyOf(chosen);
    allocated = Map.copyOf(allocated);
    linkLocal = List.copyOf(linkLocal);
    routes = List.copyOf(routes);
    sysctls = List.copyOf(sysctls);
    ports = List.copyOf(ports);
    exposed = Set.copyOf(exposed);
    aliases = List.copyOf(aliases);
    links = Map.copyOf(links);
    labels = Map.copyOf(labels);
  }

  /// Gathers options.
  ///
  /// @throws NetworkException.InvalidParameter when two of them exclude each other
  static EndpointConfig of(EndpointOption... options) {
    Gathering gathering = new Gathering();
    for (EndpointOption option : options) {
      gathering.take(option);
    }
    EndpointConfig config = gathering.config();
    config.requireConsistent();
    return config;
  }

  private void requireConsistent() {
    if (reserve && !allocated.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "address "
              + allocated.values().iterator().next()
              + " was allocated elsewhere: who did that keeps it, and Reserve cannot");
    }
    for (IpFamily family : chosen.keySet()) {
      if (allocated.containsKey(family)) {
        throw new NetworkException.InvalidParameter(
            "an endpoint has one "
                + family
                + " address, and two were given: "
                + chosen.get(family)
                + " to be requested, and "
                + allocated.get(family)
                + " allocated elsewhere");
      }
    }
  }

  /// The same with the driver's options.
  EndpointConfig with(Optional<EndpointDriverOptions> options) {
    return changed(ports, bandwidth, reserve, options);
  }

  /// The same for what outlives it.
  EndpointConfig reserving() {
    return changed(ports, bandwidth, true, driverOptions);
  }

  /// The same with other ports and limits, and without the driver's options.
  EndpointConfig changed(List<PublishedPort> published, BandwidthLimits limits) {
    return changed(published, limits, reserve, Optional.empty());
  }

  private EndpointConfig changed(
      List<PublishedPort> published,
      BandwidthLimits limits,
      boolean reserving,
      Optional<EndpointDriverOptions> options) {
    return new EndpointConfig(
        chosen,
        allocated,
        linkLocal,
        mac,
        nameInside,
        nameOnHost,
        routes,
        gateway,
        priority,
        mtu,
        sysctls,
        announcement,
        published,
        exposed,
        limits,
        reserving,
        ipv6,
        aliases,
        links,
        labels,
        options);
  }

  /// The options so far.
  private static final class Gathering {

    private final Map<IpFamily, IpAddress> chosen = new EnumMap<>(IpFamily.class);
    private final Map<IpFamily, InterfaceAddress> allocated = new EnumMap<>(IpFamily.class);
    private final List<IpAddress> linkLocal = new ArrayList<>();
    private Optional<MacAddress> mac = Optional.empty();
    private Optional<InterfaceName> nameInside = Optional.empty();
    private Optional<InterfaceName> nameOnHost = Optional.empty();
    private final List<SandboxRoute> routes = new ArrayList<>();
    private boolean gateway = true;
    private int priority;
    private OptionalInt mtu = OptionalInt.empty();
    private final List<InterfaceSysctl> sysctls = new ArrayList<>();
    private Optional<Announcement> announcement = Optional.empty();
    private final List<PublishedPort> ports = new ArrayList<>();
    private final Set<TransportPort> exposed = new LinkedHashSet<>();
    private BandwidthLimits bandwidth = BandwidthLimits.NONE;
    private boolean reserve;
    private boolean ipv6 = true;
    private List<String> aliases = List.of();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private Optional<EndpointDriverOptions> driverOptions = Optional.empty();

    void take(EndpointOption option) {
      switch (option) {
        case EndpointOption.Address(IpAddress address) -> chosen.put(address.family(), address);
        case EndpointOption.AllocatedAddress(InterfaceAddress address) ->
            allocated.put(address.address().family(), address);
        case EndpointOption.LinkLocal(IpAddress address) -> linkLocal.add(address);
        case EndpointOption.Mac(MacAddress address) -> mac = Optional.of(address);
        case EndpointOption.NameInside(InterfaceName name) -> nameInside = Optional.of(name);
        case EndpointOption.NameOnHost(InterfaceName name) -> nameOnHost = Optional.of(name);
        case EndpointOption.Route(SandboxRoute route) -> routes.add(route);
        case EndpointOption.NoDefaultRoute _ -> gateway = false;
        case EndpointOption.GatewayPriority(int rank) -> priority = rank;
        case EndpointOption.Mtu(int bytes) -> mtu = OptionalInt.of(bytes);
        case EndpointOption.Sysctl(InterfaceSysctl sysctl) -> sysctls.add(sysctl);
        case EndpointOption.Announce(Announcement given) -> announcement = Optional.of(given);
        case EndpointOption.Publish(PublishedPort port) -> ports.add(port);
        case EndpointOption.Expose(TransportPort port) -> exposed.add(port);
        case EndpointOption.Bandwidth(BandwidthLimits limits) -> bandwidth = limits;
        case EndpointOption.Reserve _ -> reserve = true;
        case EndpointOption.NoIpv6 _ -> ipv6 = false;
        case EndpointOption.Aliases(List<String> names) -> aliases = names;
        case EndpointOption.Link(String name, String alias) -> link(alias, name);
        case EndpointOption.Labels(Map<String, String> more) -> labels.putAll(more);
        case EndpointOption.Driver(EndpointDriverOptions given) ->
            driverOptions = Optional.of(given);
      }
    }

    private void link(String alias, String name) {
      String before = links.put(alias.toLowerCase(Locale.ROOT), name);
      if (before != null && !before.equals(name)) {
        throw new NetworkException.InvalidParameter(
            "link alias %s stands for one name, and two were given: %s and %s"
                .formatted(alias, before, name));
      }
    }

    EndpointConfig config() {
      return new EndpointConfig(
          chosen,
          allocated,
          linkLocal,
          mac,
          nameInside,
          nameOnHost,
          routes,
          gateway,
          priority,
          mtu,
          sysctls,
          announcement,
          ports,
          exposed,
          bandwidth,
          reserve,
          ipv6,
          aliases,
          links,
          labels,
          driverOptions);
    }
  }
}
