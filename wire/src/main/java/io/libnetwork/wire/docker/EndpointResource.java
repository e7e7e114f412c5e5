package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A container on a network, as the network tells it.
///
/// @param ipv4Address with its prefix, as in `10.1.0.2/24`; empty without one
/// @param ipv6Address with its prefix; empty without one
public record EndpointResource(
    @JsonProperty("Name") String name,
    @JsonProperty("EndpointID") String endpointId,
    @JsonProperty("MacAddress") String macAddress,
    @JsonProperty("IPv4Address") String ipv4Address,
    @JsonProperty("IPv6Address") String ipv6Address) {}
