package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who hands out a network's addresses, and which.
///
/// @param driver `default` where it is missing
/// @param options of the driver
/// @param config the pools
public record Ipam(
    @JsonProperty("Driver") @Nullable String driver,
    @JsonProperty("Options") @Nullable Map<String, String> options,
    @JsonProperty("Config") @Nullable List<@Nullable IpamConfig> config) {}
