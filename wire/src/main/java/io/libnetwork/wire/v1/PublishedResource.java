package io.libnetwork.wire.v1;

import java.util.List;

/// The answer to `POST .../ports`.
///
/// @param bindings of what was asked for
public record PublishedResource(List<PortBindingResource> bindings) {}
