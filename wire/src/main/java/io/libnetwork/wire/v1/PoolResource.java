package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pool as a network has it.
///
/// @param prefix as in `10.1.0.0/24`
/// @param gateway the network's own address, as in `10.1.0.1/24`
/// @param auxiliary addresses kept for others, by name
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolResource(
    String prefix, @Nullable String gateway, Map<String, String> auxiliary) {}
