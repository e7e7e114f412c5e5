package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What would be done.
///
/// @param steps in their order
/// @param clear whether all of it can be told
public record PlanResource(List<StepResource> steps, boolean clear) {

  /// One thing that would be done.
  ///
  /// @param kind as in `host-port`
  /// @param verb `make`, `change` or `remove`
  /// @param network the name of whose it is
  /// @param endpoint the name of whose it is
  /// @param container whose it is
  /// @param object the thing itself
  /// @param detail may be empty
  /// @param text all of it in a line
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StepResource(
      String kind,
      String verb,
      @Nullable String network,
      @Nullable String endpoint,
      @Nullable String container,
      String object,
      String detail,
      String text) {}
}
