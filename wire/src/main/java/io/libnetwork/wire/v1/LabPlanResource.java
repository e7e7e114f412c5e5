package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What applying a lab did, or would do.
///
/// @param lab the lab's name
/// @param applied whether it was done
/// @param changes in their order
public record LabPlanResource(String lab, boolean applied, List<ChangeResource> changes) {

  /// One thing that differed.
  ///
  /// @param verb `make`, `change`, `replace`, `remove` or `keep`
  /// @param path what it is, as a file names it
  /// @param before what was there, where that is one value
  /// @param after what was wanted, where that is one value
  /// @param reason why it is made anew or stays; may be empty
  /// @param text all of it in a line
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChangeResource(
      String verb,
      String path,
      @Nullable String before,
      @Nullable String after,
      String reason,
      String text) {}
}
