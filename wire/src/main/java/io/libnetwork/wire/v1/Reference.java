package io.libnetwork.wire.v1;

/// A network or an endpoint that something else names.
public record Reference(String id, String name) {}
