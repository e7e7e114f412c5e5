package io.libnetwork.wire.v1;

/// What answers.
///
/// @param version of libnetwork
/// @param api of this interface
/// @param epoch which process it is, see [EventResource]
public record VersionResource(
    String version, String api, String java, String kernel, String epoch) {}
