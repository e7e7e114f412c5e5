package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// A route in a sandbox.
///
/// @param destination as in `10.9.0.0/16`; must be there
/// @param type `unicast` where it is missing
/// @param gateway the next hop
public record RouteRequest(
    @Nullable String destination,
    @Nullable String type,
    @Nullable String gateway,
    @Nullable Integer metric) {}
