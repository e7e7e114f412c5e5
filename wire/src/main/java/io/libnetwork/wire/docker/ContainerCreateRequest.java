package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `POST /containers/create`, as far as it has to do with networks; what else a client
/// sends is passed over.
///
/// @param image kept and told, and never looked for
/// @param cmd kept and told, and never run
/// @param macAddress on the network of its mode, from clients before 1.44
public record ContainerCreateRequest(
    @JsonProperty("Hostname") @Nullable String hostname,
    @JsonProperty("Domainname") @Nullable String domainname,
    @JsonProperty("Image") @Nullable String image,
    @JsonProperty("Cmd") @Nullable List<String> cmd,
    @JsonProperty("Labels") @Nullable Map<String, String> labels,
    @JsonProperty("ExposedPorts") @Nullable Map<String, @Nullable Object> exposedPorts,
    @JsonProperty("MacAddress") @Nullable String macAddress,
    @JsonProperty("HostConfig") @Nullable HostConfig hostConfig,
    @JsonProperty("NetworkingConfig") @Nullable NetworkingConfig networkingConfig) {}
