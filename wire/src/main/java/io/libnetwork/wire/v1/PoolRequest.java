package io.libnetwork.wire.v1;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pool that is asked for: by its prefix, or by its family and perhaps a length.
///
/// @param prefix as in `10.1.0.0/24`
/// @param family `ipv4` or `ipv6`
/// @param length of the prefix that the IPAM driver chooses
/// @param range where addresses come from that nobody chose
/// @param gateway the network's own address
/// @param auxiliary addresses kept for others, by name
public record PoolRequest(
    @Nullable String prefix,
    @Nullable String family,
    @Nullable Integer length,
    @Nullable String range,
    @Nullable String gateway,
    @Nullable Map<String, String> auxiliary) {}
