package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network.
///
/// @param created as in RFC 3339
/// @param named whether names are answered
/// @param configOnly whether it is a template
/// @param configFrom the template it was made from
/// @param expires as in RFC 3339
/// @param endpoints how many it has
/// @param services how many it has
/// @param zones how many it has
/// @param reservations how many it has
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkResource(
    String id,
    String name,
    String driver,
    String created,
    boolean ipv4,
    boolean ipv6,
    String ipamDriver,
    List<PoolResource> pools,
    boolean internal,
    boolean named,
    boolean configOnly,
    @Nullable String configFrom,
    Map<String, String> labels,
    List<LeaseResource> leases,
    @Nullable String expires,
    int endpoints,
    int services,
    int zones,
    int reservations) {}
