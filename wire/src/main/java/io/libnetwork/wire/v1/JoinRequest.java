package io.libnetwork.wire.v1;

import org.jspecify.annotations.Nullable;

/// The body of `POST .../join`: one of both.
///
/// @param sandbox one that is there
/// @param create one that is made where there is none
public record JoinRequest(@Nullable String sandbox, @Nullable SandboxRequest create) {}
