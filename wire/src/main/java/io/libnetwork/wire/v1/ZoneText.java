package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// A zone that a network has from the beginning.
///
/// @param origin as in `app`; must be there
/// @param text a zone file; must be there
public record ZoneText(@Nullable String origin, @Nullable String text) {}
