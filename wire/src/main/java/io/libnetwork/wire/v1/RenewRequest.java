package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `PUT .../lease`.
///
/// @param duration ISO 8601; must be there
public record RenewRequest(@Nullable String duration) {}
