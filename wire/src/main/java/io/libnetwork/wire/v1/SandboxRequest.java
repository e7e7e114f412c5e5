package io.libnetwork.wire.v1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a sandbox is asked to be: the body of `POST /v1/sandboxes`, and a part of what attaches.
///
/// @param container must be there in the first, and not in the second
/// @param namespace one of its own where it is missing
/// @param ephemeral it goes when the daemon ends
public record SandboxRequest(
    @Nullable String container,
    @Nullable NamespaceRequest namespace,
    @Nullable String hostname,
    @Nullable String domainName,
    @Nullable List<ExtraHostResource> extraHosts,
    @Nullable List<String> dns,
    @Nullable List<String> dnsSearch,
    @Nullable List<String> dnsOptions,
    @Nullable Boolean files,
    @Nullable Map<String, String> labels,
    @Nullable List<LeaseResource> leases,
    @Nullable Boolean ephemeral) {

  /// Which namespace: one of these.
  ///
  /// @param path where it is bound
  /// @param pid of a process in it
  /// @param host that it is the host's
  public record NamespaceRequest(
      @Nullable String path, @Nullable Long pid, @Nullable Boolean host) {}
}
