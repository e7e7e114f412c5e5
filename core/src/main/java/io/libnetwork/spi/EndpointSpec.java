package io.libnetwork.spi;

import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointId;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a driver is told of the endpoint it makes.
///
/// @param id the endpoint's id
/// @param name the endpoint's name
/// @param macAddress the interface's MAC address; empty where the kind of network has none
/// @param addresses at most one of each family
/// @param linkLocal link-local addresses it was given besides, any number
/// @param mtu the MTU asked for
/// @param hostInterface the name asked for at the host's end
/// @param ports what is to be published while the endpoint is its sandbox's gateway
/// @param exposed what the container listens on
/// @param gateway whether the endpoint may be its sandbox's gateway
/// @param keepsPorts whether ports it published are kept for the next endpoint of its name, see
///   [DriverNetwork#keepPorts]
/// @param bandwidth the limits from the beginning
/// @param options the driver's own record
public record EndpointSpec(
    EndpointId id,
    String name,
    Optional<MacAddress> macAddress,
    List<InterfaceAddress> addresses,
    List<IpAddress> linkLocal,
    OptionalInt mtu,
    Optional<InterfaceName> hostInterface,
    List<PublishedPort> ports,
    Set<TransportPort> exposed,
    boolean gateway,
    boolean keepsPorts,
    BandwidthLimits bandwidth,
    Optional<EndpointDriverOptions> options) {

  public EndpointSpec {
    addresses = List.copyOf(addresses);
    linkLocal = List.copyOf(linkLocal);
    ports = List.copyOf(ports);
    exposed = Set.copyOf(exposed);
  }

  /// The address of one family.
  public Optional<InterfaceAddress> address(IpFamily family) {
    return addresses.stream().filter(a -> a.address().family() == family).findFirst();
  }
}
