package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which addresses a container asks for on a network.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointIpamConfig(
    @JsonProperty("IPv4Address") @Nullable String ipv4Address,
    @JsonProperty("IPv6Address") @Nullable String ipv6Address,
    @JsonProperty("LinkLocalIPs") @Nullable List<String> linkLocalIps) {}
