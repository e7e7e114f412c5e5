package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How long something is wanted; one of duration, pid and handle is there.
///
/// @param duration ISO 8601, as in `PT30S`
/// @param pid of the process that owns it
/// @param started when that process started, in clock ticks since boot
/// @param handle that a program keeps it which has the model as a library; never in a request
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaseResource(
    @Nullable String duration,
    @Nullable Long pid,
    @Nullable Long started,
    @Nullable Boolean handle) {}
