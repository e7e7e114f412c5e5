package io.libnetwork.wire.v1;

/// A sandbox that something else names.
///
/// @param container the caller's word for its container
public record SandboxReference(String id, String container) {}
