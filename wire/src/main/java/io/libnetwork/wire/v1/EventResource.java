package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Something that happened.
///
/// @param id epoch and revision, as in `1f3c-42`
/// @param time when the daemon heard of it, as in RFC 3339
/// @param kind as in `network-created`
/// @param service its name
/// @param origin of the zone
/// @param weight of the backend
/// @param until when a backend that drains is removed
/// @param healthy whether the backend is well
/// @param difference what was put right
/// @param from the first revision that is missed
/// @param to the last
/// @param restarted what is missed was another process's
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventResource(
    String id,
    long revision,
    String time,
    String kind,
    @Nullable NamedResource network,
    @Nullable NamedResource endpoint,
    @Nullable ContainerResource sandbox,
    @Nullable String service,
    @Nullable String origin,
    @Nullable Integer weight,
    @Nullable String until,
    @Nullable Boolean healthy,
    @Nullable DifferenceResource difference,
    @Nullable Long from,
    @Nullable Long to,
    @Nullable Boolean restarted) {

  /// A network or an endpoint.
  ///
  /// @param name missing where it was gone before the daemon could ask
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NamedResource(String id, @Nullable String name) {}

  /// A sandbox.
  ///
  /// @param container missing where it was gone before the daemon could ask
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ContainerResource(String id, @Nullable String container) {}

  /// What was not as it should be.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DifferenceResource(
      String kind,
      String object,
      String wanted,
      String actual,
      @Nullable String network,
      @Nullable String endpoint,
      @Nullable String container,
      String text) {}
}
