package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// The body of `POST /networks/{id}/disconnect`.
///
/// @param container its name or id
/// @param force whether the endpoint goes although there is no such container any more
public record NetworkDisconnectRequest(
    @JsonProperty("Container") @Nullable String container,
    @JsonProperty("Force") @Nullable Boolean force) {}
