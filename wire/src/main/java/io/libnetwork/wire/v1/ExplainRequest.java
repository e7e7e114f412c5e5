package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/explain`.
///
/// @param from who asks; must be there
/// @param to who is asked; must be there
/// @param port as in `80/tcp`; must be there
/// @param family `ipv4` where it is missing
public record ExplainRequest(
    @Nullable String from, @Nullable String to, @Nullable String port, @Nullable String family) {}
