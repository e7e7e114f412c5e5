package io.libnetwork.wire.v1;

/// A container that is attached to a network.
public record AttachmentResource(SandboxResource sandbox, EndpointResource endpoint) {}
