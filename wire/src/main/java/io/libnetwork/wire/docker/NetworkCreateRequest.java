package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `POST /networks/create`.
///
/// @param name of the network, the only value that must be there
/// @param checkDuplicate has had no meaning since 1.44: two networks never have one name
/// @param driver `bridge` where it is missing
/// @param scope `local` where it is missing
/// @param enableIpv4 true where it is missing
/// @param enableIpv6 the daemon's default where it is missing
/// @param ipam default pools where it is missing
/// @param options of the driver
public record NetworkCreateRequest(
    @JsonProperty("Name") @Nullable String name,
    @JsonProperty("CheckDuplicate") @Nullable Boolean checkDuplicate,
    @JsonProperty("Driver") @Nullable String driver,
    @JsonProperty("Scope") @Nullable String scope,
    @JsonProperty("EnableIPv4") @Nullable Boolean enableIpv4,
    @JsonProperty("EnableIPv6") @Nullable Boolean enableIpv6,
    @JsonProperty("IPAM") @Nullable Ipam ipam,
    @JsonProperty("Internal") @Nullable Boolean internal,
    @JsonProperty("Attachable") @Nullable Boolean attachable,
    @JsonProperty("Ingress") @Nullable Boolean ingress,
    @JsonProperty("ConfigOnly") @Nullable Boolean configOnly,
    @JsonProperty("ConfigFrom") @Nullable ConfigReference configFrom,
    @JsonProperty("Options") @Nullable Map<String, String> options,
    @JsonProperty("Labels") @Nullable Map<String, String> labels) {}
