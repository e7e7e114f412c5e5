package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// The network that another takes its configuration from.
///
/// @param network its name; empty for none
public record ConfigReference(@JsonProperty("Network") @Nullable String network) {}
