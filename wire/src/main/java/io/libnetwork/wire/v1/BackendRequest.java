package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `POST .../backends`.
///
/// @param endpoint must be there
/// @param weight 1 where it is missing
public record BackendRequest(@Nullable String endpoint, @Nullable Integer weight) {}
