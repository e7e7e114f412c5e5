package io.libnetwork.dns.forward;

import java.time.Duration;
import java.util.Optional;

/// What became of what an upstream was asked.
///
/// @param latency smoothed, of its answers by UDP; empty before the first
/// @param answers that were good, those to mere tries included
/// @param failures times it was silent or unreachable, refused, failed, or sent what cannot be read
/// @param lastFailure what the last of these was
public record UpstreamCounters(
    Upstream upstream,
    UpstreamState state,
    Optional<Duration> latency,
    long answers,
    long failures,
    Optional<String> lastFailure) {}
