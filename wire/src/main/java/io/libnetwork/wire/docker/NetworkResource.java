package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network, as `GET /networks` lists it and `GET /networks/{id}` tells it.
///
/// @param created as in RFC 3339
/// @param scope `local`
/// @param containers by their ids; empty in a list
/// @param options of the driver, as they were given
/// @param services by their names, where they were asked for
public record NetworkResource(
    @JsonProperty("Name") String name,
    @JsonProperty("Id") String id,
    @JsonProperty("Created") String created,
    @JsonProperty("Scope") String scope,
    @JsonProperty("Driver") String driver,
    @JsonProperty("EnableIPv4") boolean enableIpv4,
    @JsonProperty("EnableIPv6") boolean enableIpv6,
    @JsonProperty("IPAM") Ipam ipam,
    @JsonProperty("Internal") boolean internal,
    @JsonProperty("Attachable") boolean attachable,
    @JsonProperty("Ingress") boolean ingress,
    @JsonProperty("ConfigFrom") ConfigReference configFrom,
    @JsonProperty("ConfigOnly") boolean configOnly,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("Containers")
        @Nullable Map<String, EndpointResource> containers,
    @JsonProperty("Options") Map<String, String> options,
    @JsonProperty("Labels") Map<String, String> labels,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("Services")
        @Nullable Map<String, ServiceResource> services) {}
