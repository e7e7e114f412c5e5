package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether somebody reaches a port, by which way, and what stops it.
///
/// @param text the answer in a sentence
/// @param answer `reached`, `not reached` or `cannot tell`
/// @param listener who takes it
/// @param seenAs the address under which that sees who asks
/// @param cause what kind of thing stops it
/// @param place whose namespace that is in
/// @param onTheWayBack it is the answer that is stopped
/// @param rule that stops it, or on which it depends
/// @param publication what is known of the port
/// @param missing rules that should be there
/// @param toType so that it is reached
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationResource(
    String from,
    String to,
    String port,
    String text,
    String answer,
    @Nullable String listener,
    @Nullable String seenAs,
    @Nullable String cause,
    @Nullable String place,
    @Nullable Boolean onTheWayBack,
    @Nullable RuleResource rule,
    List<String> publication,
    List<String> missing,
    List<StepResource> path,
    List<String> toType) {

  /// A rule, as its owner finds it.
  ///
  /// @param handle missing for a chain's policy
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RuleResource(
      String family, String table, String chain, @Nullable Long handle, String text) {}

  /// A step on the way.
  ///
  /// @param place whose namespace it is in
  /// @param back it is the answer's
  /// @param rule that did it
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StepResource(
      String place, String what, boolean back, @Nullable RuleResource rule) {}
}
