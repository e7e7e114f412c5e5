package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A port of a service.
///
/// @param protocol `tcp` where it is missing in a request
/// @param port must be there
/// @param target the same port where it is missing in a request
/// @param name by which it is found
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServicePortResource(
    @Nullable String protocol,
    @Nullable Integer port,
    @Nullable Integer target,
    @Nullable String name) {}
