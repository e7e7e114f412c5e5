package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a network keeps for the endpoint of a name.
///
/// @param addresses with the lengths of their prefixes
/// @param ports that the endpoint publishes, or has published last
/// @param endpoint who has it now
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReservationResource(
    String name,
    Reference network,
    List<String> addresses,
    @Nullable String macAddress,
    List<PortBindingResource> ports,
    @Nullable Reference endpoint) {}
