package io.libnetwork.wire.v1;

/// Where the page is, and the token that it asks for.
///
/// @param address as in `http://127.0.0.1:7380/`
/// @param token for `Authorization: Bearer`; whoever has it may look, and change nothing
public record PageResource(String address, String token) {}
