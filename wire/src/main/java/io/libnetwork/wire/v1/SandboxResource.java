package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A sandbox.
///
/// @param key where its namespace is bound, or `default` for the host's
/// @param endpoints that have joined, in the order they did
/// @param dns where it was made with some
/// @param dnsSearch where it was made with some
/// @param dnsOptions where it was made with some
/// @param expires as in RFC 3339
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SandboxResource(
    String id,
    String container,
    String key,
    List<EndpointResource> endpoints,
    WaysOutResource gateways,
    @Nullable String hostname,
    @Nullable String domainName,
    List<ExtraHostResource> extraHosts,
    @Nullable List<String> dns,
    @Nullable List<String> dnsSearch,
    @Nullable List<String> dnsOptions,
    @Nullable FilesResource files,
    Map<String, String> labels,
    List<LeaseResource> leases,
    @Nullable String expires) {

  /// The endpoints that are the way out.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WaysOutResource(@Nullable Reference ipv4, @Nullable Reference ipv6) {}

  /// Paths, on the host, of the files that the container mounts.
  public record FilesResource(String hosts, String hostname, String resolvConf) {}
}
