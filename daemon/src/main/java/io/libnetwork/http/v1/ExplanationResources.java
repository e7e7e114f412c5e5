package io.libnetwork.http.v1;

import io.libnetwork.address.IpAddress;
import io.libnetwork.explain.Answer;
import io.libnetwork.explain.Cause;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Step;
import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.wire.v1.ExplanationResource;
import io.libnetwork.wire.v1.ExplanationResource.RuleResource;
import io.libnetwork.wire.v1.ExplanationResource.StepResource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Explanations as answers have them.
final class ExplanationResources {

  private ExplanationResources() {}

  /// What kinds of answers have, and others have not.
  private record Particulars(
      String answer,
      @Nullable String listener,
      @Nullable String seenAs,
      @Nullable String cause,
      @Nullable String place,
      @Nullable Boolean back,
      Optional<RuleName> rule) {}

  static ExplanationResource of(Explanation explanation) {
    Particulars said = particulars(explanation.answer());
    return new ExplanationResource(
        explanation.from().toString(),
        explanation.to().toString(),
        explanation.port().toString(),
        explanation.answer().toString(),
        said.answer(),
        said.listener(),
        said.seenAs(),
        said.cause(),
        said.place(),
        said.back(),
        rule(said.rule()),
        explanation.publication(),
        explanation.missing(),
        path(explanation.answer().path()),
        explanation.toType());
  }

  private static Particulars particulars(Answer answer) {
    return switch (answer) {
      case Answer.Reached(String listener, IpAddress seenAs, _) ->
          new Particulars(
              "reached", listener, seenAs.toString(), null, null, null, Optional.empty());
      case Answer.Stopped(Cause cause, boolean back, _) ->
          new Particulars(
              "not reached",
              null,
              null,
              cause.getClass().getSimpleName(),
              cause.place(),
              back,
              cause instanceof Cause.ByRule by ? Optional.of(by.rule()) : Optional.empty());
      case Answer.Unclear(_, Optional<RuleName> rule, _) ->
          new Particulars("cannot tell", null, null, null, null, null, rule);
    };
  }

  private static List<StepResource> path(List<Step> steps) {
    return steps.stream()
        .map(step -> new StepResource(step.place(), step.what(), step.back(), rule(step.rule())))
        .toList();
  }

  private static @Nullable RuleResource rule(Optional<RuleName> rule) {
    return rule.map(named ->
            new RuleResource(
                named.family(),
                named.table(),
                named.chain(),
                named.handle().orElse(null),
                named.text()))
        .orElse(null);
  }
}
