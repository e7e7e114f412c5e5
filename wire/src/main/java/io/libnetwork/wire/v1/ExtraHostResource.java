package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A line of a container's hosts file.
///
/// @param name must be there
/// @param address or `host-gateway`; must be there
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExtraHostResource(@Nullable String name, @Nullable String address) {}
