package io.libnetwork.lab;

import io.libnetwork.NetworkOption;
import io.libnetwork.dns.zone.Zone;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network of a lab.
///
/// @param name in the lab: 1 to 40 letters, digits, `_` or `-`, beginning with a letter or digit
/// @param driver the kind of network
/// @param ipv4 whether it has IPv4
/// @param ipv6 whether it has IPv6
/// @param internal whether there is no way out of it
/// @param named whether names of what is on it are answered
/// @param pools where its addresses come from; the default driver's choice for a family without
/// @param options the driver's own, as texts
/// @param labels kept with it
/// @param zones records that those on it can look up
public record LabNetwork(
    String name,
    String driver,
    boolean ipv4,
    boolean ipv6,
    boolean internal,
    boolean named,
    List<NetworkOption.Pool> pools,
    Map<String, String> options,
    Map<String, String> labels,
    List<Zone> zones) {

  /// @throws io.libnetwork.NetworkException.InvalidParameter when the name is none
  public LabNetwork {
    LabNames.requireNetwork(name);
    pools = List.copyOf(pools);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    zones = List.copyOf(zones);
  }

  /// A bridge network with IPv4, of the default driver's choice of addresses.
  public static LabNetwork of(String name) {
    return new LabNetwork(
        name, "bridge", true, false, false, true, List.of(), Map.of(), Map.of(), List.of());
  }
}
