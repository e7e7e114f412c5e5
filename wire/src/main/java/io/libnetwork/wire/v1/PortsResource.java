package io.libnetwork.wire.v1;

import java.util.List;

/// What an endpoint publishes.
///
/// @param published what it was asked to
/// @param bindings what of it is published now
public record PortsResource(List<String> published, List<PortBindingResource> bindings) {}
