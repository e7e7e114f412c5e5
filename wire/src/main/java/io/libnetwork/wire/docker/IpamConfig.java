package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pool of a network. What is missing or empty is left to the IPAM driver.
///
/// @param subnet as in `10.1.0.0/24`
/// @param ipRange where automatic addresses come from
/// @param gateway the network's own address
/// @param auxiliaryAddresses what the network keeps for others, by name
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IpamConfig(
    @JsonProperty("Subnet") @Nullable String subnet,
    @JsonProperty("IPRange") @Nullable String ipRange,
    @JsonProperty("Gateway") @Nullable String gateway,
    @JsonProperty("AuxiliaryAddresses") @Nullable Map<String, String> auxiliaryAddresses) {}
