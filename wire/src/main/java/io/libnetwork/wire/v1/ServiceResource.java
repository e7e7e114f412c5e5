package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service.
///
/// @param addresses virtual ones
/// @param backends in the order in which they came
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceResource(
    String name,
    Reference network,
    List<String> addresses,
    List<ServicePortResource> ports,
    BalancingResource balancing,
    List<String> published,
    List<PortBindingResource> bindings,
    @Nullable HealthCheckResource check,
    List<String> aliases,
    List<BackendResource> backends) {}
