package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How it stands with a service's backends.
///
/// @param connections of all; missing without virtual addresses
/// @param states how many backends are in each
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CountersResource(
    @Nullable Long connections, Map<String, Integer> states, List<CounterResource> backends) {

  /// How it stands with one.
  ///
  /// @param state as [BackendResource] has it
  /// @param connections that go on; missing without virtual addresses
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CounterResource(Reference endpoint, String state, @Nullable Long connections) {}
}
