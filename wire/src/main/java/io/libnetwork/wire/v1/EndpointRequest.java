package io.libnetwork.wire.v1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an endpoint is asked to be: the body of `POST .../endpoints`, and a part of what attaches.
///
/// @param name must be there in the first; the container's where it is missing in the second
/// @param allocatedAddresses allocated elsewhere, as in `10.1.0.5/24`
/// @param interfaceName inside
/// @param defaultRoute true where it is missing
/// @param ports as Docker writes them
/// @param exposed as in `80/tcp`
/// @param ipv6 true where it is missing
/// @param links names of others by alias
public record EndpointRequest(
    @Nullable String name,
    @Nullable List<String> addresses,
    @Nullable List<String> allocatedAddresses,
    @Nullable List<String> linkLocal,
    @Nullable String macAddress,
    @Nullable String interfaceName,
    @Nullable String hostInterfaceName,
    @Nullable List<RouteRequest> routes,
    @Nullable Boolean defaultRoute,
    @Nullable Integer gatewayPriority,
    @Nullable Integer mtu,
    @Nullable Map<String, String> sysctls,
    @Nullable AnnouncementRequest announce,
    @Nullable List<String> ports,
    @Nullable List<String> exposed,
    @Nullable BandwidthResource bandwidth,
    @Nullable Boolean reserve,
    @Nullable Boolean ipv6,
    @Nullable List<String> aliases,
    @Nullable Map<String, String> links,
    @Nullable Map<String, String> labels) {}
