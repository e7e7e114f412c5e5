package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `PUT .../weight`.
///
/// @param weight must be there
public record WeightRequest(@Nullable Integer weight) {}
