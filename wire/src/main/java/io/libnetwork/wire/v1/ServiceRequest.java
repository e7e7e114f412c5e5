package io.libnetwork.wire.v1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST .../services`.
///
/// @param name must be there
/// @param addresses virtual ones
/// @param published as Docker writes ports
public record ServiceRequest(
    @Nullable String name,
    @Nullable List<ServicePortResource> ports,
    @Nullable BalancingResource balancing,
    @Nullable List<String> addresses,
    @Nullable List<String> published,
    @Nullable HealthCheckResource check,
    @Nullable List<String> aliases) {}
