package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The answer to `POST /networks/create`.
///
/// @param id of the new network
/// @param warning what else there is to say; usually empty
public record NetworkCreateResponse(
    @JsonProperty("Id") String id, @JsonProperty("Warning") String warning) {}
