package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// The body of `POST /networks/{id}/connect`.
///
/// @param container its name or id
public record NetworkConnectRequest(
    @JsonProperty("Container") @Nullable String container,
    @JsonProperty("EndpointConfig") @Nullable EndpointSettings endpointConfig) {}
