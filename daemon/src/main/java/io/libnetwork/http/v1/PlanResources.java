package io.libnetwork.http.v1;

import io.libnetwork.Plan;
import io.libnetwork.PlannedStep;
import io.libnetwork.wire.v1.PlanResource;
import io.libnetwork.wire.v1.PlanResource.StepResource;
import java.util.Locale;

/// Plans as answers have them.
final class PlanResources {

  private PlanResources() {}

  static PlanResource of(Plan plan) {
    return new PlanResource(plan.steps().stream().map(PlanResources::of).toList(), plan.clear());
  }

  private static StepResource of(PlannedStep step) {
    return new StepResource(
        kebab(step.kind()),
        step.verb().toString(),
        step.whose().network().orElse(null),
        step.whose().endpoint().orElse(null),
        step.whose().container().orElse(null),
        step.object(),
        step.detail(),
        step.toString());
  }

  /// As in `host-port`.
  static String kebab(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
