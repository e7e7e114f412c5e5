package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How connections are shared out.
///
/// @param kind `random`, `sourceHash`, `sticky` or `roundRobin`
/// @param time ISO 8601: for how long a client is remembered, with `sticky`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BalancingResource(@Nullable String kind, @Nullable String time) {}
