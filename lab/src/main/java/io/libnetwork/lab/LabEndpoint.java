package io.libnetwork.lab;

import io.libnetwork.BandwidthLimits;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.PublishedPort;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A container's interface on a network of the lab.
///
/// @param network the lab's name of the network
/// @param addresses those it must have, one of a family at most; the network's choice without
/// @param macAddress derived from the address without one
/// @param interfaceName inside; the lowest free `eth<n>` without one
/// @param aliases further names on this network
/// @param links what this container alone calls others, names by alias
/// @param ports published at the host
/// @param limits how fast it may go
/// @param routes inside, while it is joined
/// @param sysctls of the interface
/// @param defaultRoute whether it may be the way out
/// @param gatewayPriority who of several is the way out: the larger first
/// @param mtu the network's without one
/// @param labels kept with it
public record LabEndpoint(
    String network,
    List<IpAddress> addresses,
    Optional<MacAddress> macAddress,
    Optional<InterfaceName> interfaceName,
    List<String> aliases,
    Map<String, String> links,
    List<PublishedPort> ports,
    BandwidthLimits limits,
    List<SandboxRoute> routes,
    List<InterfaceSysctl> sysctls,
    boolean defaultRoute,
    int gatewayPriority,
    OptionalInt mtu,
    Map<String, String> labels) {

  public LabEndpoint {
    addresses = List.copyOf(addresses);
    aliases = List.copyOf(aliases);
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    ports = List.copyOf(ports);
    routes = List.copyOf(routes);
    sysctls = List.copyOf(sysctls);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /// One on a network, of which nothing further is said.
  public static LabEndpoint on(String network) {
    return new LabEndpoint(
        network,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of(),
        BandwidthLimits.NONE,
        List.of(),
        List.of(),
        true,
        0,
        OptionalInt.empty(),
        Map.of());
  }
}
