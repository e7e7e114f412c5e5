package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Where a container's port is published.
///
/// @param hostIp every address where it is empty
/// @param hostPort a port or a range; a free one where it is empty
public record PortMapping(
    @JsonProperty("HostIp") @Nullable String hostIp,
    @JsonProperty("HostPort") @Nullable String hostPort) {}
