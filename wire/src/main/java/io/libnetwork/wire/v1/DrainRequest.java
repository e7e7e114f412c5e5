package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `POST .../drain`.
///
/// @param time ISO 8601; must be there
public record DrainRequest(@Nullable String time) {}
