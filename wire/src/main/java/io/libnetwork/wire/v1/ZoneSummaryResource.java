package io.libnetwork.wire.v1;

/// A zone without its records.
///
/// @param origin with a dot at its end
/// @param records how many it has
public record ZoneSummaryResource(String origin, int records) {}
