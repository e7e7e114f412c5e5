package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of a container's host configuration has to do with networks.
///
/// @param networkMode `default`, `bridge`, `host`, `none`, a network, or `container:` with another
///   container
/// @param portBindings by the container's port, as in `80/tcp`
/// @param publishAllPorts whether what it exposes is published at free ports
/// @param extraHosts as in `db:10.1.0.5`
/// @param links as in `db:store`
public record HostConfig(
    @JsonProperty("NetworkMode") @Nullable String networkMode,
    @JsonProperty("PortBindings") @Nullable Map<String, @Nullable List<PortMapping>> portBindings,
    @JsonProperty("PublishAllPorts") @Nullable Boolean publishAllPorts,
    @JsonProperty("AutoRemove") @Nullable Boolean autoRemove,
    @JsonProperty("Dns") @Nullable List<String> dns,
    @JsonProperty("DnsOptions") @Nullable List<String> dnsOptions,
    @JsonProperty("DnsSearch") @Nullable List<String> dnsSearch,
    @JsonProperty("ExtraHosts") @Nullable List<String> extraHosts,
    @JsonProperty("Links") @Nullable List<String> links) {

  /// Nothing said.
  public static final HostConfig NONE =
      new HostConfig(null, null, null, null, null, null, null, null, null);
}
