package io.libnetwork;

/// A container attached to a network.
///
/// @param sandbox the container's sandbox
/// @param endpoint its endpoint on the network
public record Attachment(Sandbox sandbox, Endpoint endpoint) {}
