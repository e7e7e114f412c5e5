package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How it is found out whether backends are well.
///
/// @param port must be there
/// @param path asked for over HTTP
/// @param interval ISO 8601
/// @param timeout ISO 8601
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthCheckResource(
    @Nullable Integer port,
    @Nullable String path,
    @Nullable String interval,
    @Nullable String timeout,
    @Nullable Integer failures,
    @Nullable Integer successes) {}
