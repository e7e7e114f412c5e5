package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// How an interface is announced.
///
/// @param count 0 to 3; must be there
/// @param interval ISO 8601; a second where it is missing
public record AnnouncementRequest(@Nullable Integer count, @Nullable String interval) {}
