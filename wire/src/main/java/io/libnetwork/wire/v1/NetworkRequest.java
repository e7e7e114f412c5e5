package io.libnetwork.wire.v1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/networks`.
///
/// @param name the only value that must be there
/// @param driver `bridge` where it is missing
/// @param id drawn at random where it is missing
/// @param ipv4 true where it is missing
/// @param ipv6 false where it is missing
/// @param ipamDriver `default` where it is missing
/// @param named true where it is missing
/// @param configOnly it is a template
/// @param configFrom the template it is made from
/// @param options of the driver
/// @param ephemeral it goes when the daemon ends
public record NetworkRequest(
    @Nullable String name,
    @Nullable String driver,
    @Nullable String id,
    @Nullable Boolean ipv4,
    @Nullable Boolean ipv6,
    @Nullable List<PoolRequest> pools,
    @Nullable String ipamDriver,
    @Nullable Map<String, String> ipamOptions,
    @Nullable Boolean internal,
    @Nullable Boolean named,
    @Nullable Boolean configOnly,
    @Nullable String configFrom,
    @Nullable Map<String, String> options,
    @Nullable Map<String, String> labels,
    @Nullable List<ZoneText> zones,
    @Nullable List<LeaseResource> leases,
    @Nullable Boolean ephemeral) {}
