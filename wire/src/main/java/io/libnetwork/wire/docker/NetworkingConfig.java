package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which networks a container is to be on.
///
/// @param endpointsConfig by the network's name or id
public record NetworkingConfig(
    @JsonProperty("EndpointsConfig")
        @Nullable Map<String, @Nullable EndpointSettings> endpointsConfig) {}
