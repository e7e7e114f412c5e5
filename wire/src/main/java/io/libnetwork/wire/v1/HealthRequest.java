package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `PUT .../health`.
///
/// @param healthy must be there
public record HealthRequest(@Nullable Boolean healthy) {}
