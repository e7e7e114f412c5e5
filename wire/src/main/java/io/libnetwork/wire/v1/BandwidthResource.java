package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How fast traffic goes through an endpoint, seen from its container; without limit where one is
/// missing.
///
/// @param egress what the container sends
/// @param ingress what the container receives
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BandwidthResource(@Nullable LimitResource egress, @Nullable LimitResource ingress) {

  /// In one direction.
  ///
  /// @param rate as in `50mbit`; must be there
  /// @param burst in bytes
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LimitResource(@Nullable String rate, @Nullable Long burst) {}
}
