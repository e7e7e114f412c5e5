package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `PUT .../zones/{origin}`, where it is JSON.
///
/// @param text a zone file; must be there
public record ZoneRequest(@Nullable String text) {}
