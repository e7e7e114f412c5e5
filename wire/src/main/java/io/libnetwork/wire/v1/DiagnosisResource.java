package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong on the host.
///
/// @param verdict `clean`, `findings` or `unclear`
/// @param recorded how many networks, endpoints and sandboxes the store has
/// @param mended no longer wrong, after a repair
/// @param failed what could not be put right, and why
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiagnosisResource(
    String verdict,
    @Nullable Integer recorded,
    List<FindingResource> findings,
    List<FindingResource> mended,
    List<String> failed,
    List<UnclearResource> unclear) {

  /// One thing that is wrong.
  ///
  /// @param toDo what to type or to do, in order
  /// @param repairable whether a repair puts it right
  public record FindingResource(
      String check,
      String object,
      String what,
      String why,
      List<String> toDo,
      boolean repairable) {}

  /// A check that could not be made.
  public record UnclearResource(String check, String why) {}
}
