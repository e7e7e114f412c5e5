package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/sandboxes/{sandbox}/attach`.
///
/// @param network must be there
/// @param sandbox where it is made
public record AttachmentRequest(
    @Nullable String network,
    @Nullable EndpointRequest endpoint,
    @Nullable SandboxRequest sandbox) {}
