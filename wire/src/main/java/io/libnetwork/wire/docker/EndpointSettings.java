package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container's place on a network: what it asks for, and what it has.
///
/// @param ipamConfig asked for
/// @param links asked for, as in `db:store`
/// @param aliases asked for
/// @param macAddress asked for, or had
/// @param driverOpts asked for
/// @param gwPriority asked for: of several networks the largest is the way out
public record EndpointSettings(
    @JsonProperty("IPAMConfig") @Nullable EndpointIpamConfig ipamConfig,
    @JsonProperty("Links") @Nullable List<String> links,
    @JsonProperty("Aliases") @Nullable List<String> aliases,
    @JsonProperty("MacAddress") @Nullable String macAddress,
    @JsonProperty("DriverOpts") @Nullable Map<String, String> driverOpts,
    @JsonProperty("GwPriority") @Nullable Integer gwPriority,
    @JsonProperty("NetworkID") @Nullable String networkId,
    @JsonProperty("EndpointID") @Nullable String endpointId,
    @JsonProperty("Gateway") @Nullable String gateway,
    @JsonProperty("IPAddress") @Nullable String ipAddress,
    @JsonProperty("IPPrefixLen") @Nullable Integer ipPrefixLen,
    @JsonProperty("IPv6Gateway") @Nullable String ipv6Gateway,
    @JsonProperty("GlobalIPv6Address") @Nullable String globalIpv6Address,
    @JsonProperty("GlobalIPv6PrefixLen") @Nullable Integer globalIpv6PrefixLen,
    @JsonProperty("DNSNames") @Nullable List<String> dnsNames) {

  /// Nothing asked for.
  public static final EndpointSettings NONE =
      new EndpointSettings(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /// What is asked for, without what is had.
  public EndpointSettings asked() {
    return new EndpointSettings(
        ipamConfig,
        links,
        aliases,
        macAddress == null || macAddress.isEmpty() ? null : macAddress,
        driverOpts,
        gwPriority,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
