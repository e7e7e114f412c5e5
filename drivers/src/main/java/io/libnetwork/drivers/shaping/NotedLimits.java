package io.libnetwork.drivers.shaping;

import io.libnetwork.Difference.Whose;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.drivers.links.PlannedLinks;
import io.libnetwork.spi.Notes;
import java.util.List;

/// What would become of queues, as a plan tells it.
public final class NotedLimits {

  private NotedLimits() {}

  /// Notes what would be made, changed and removed.
  ///
  /// @param links by which links are called by their names
  public static void take(List<Shaping.Step> steps, PlannedLinks links, Notes notes) {
    for (Shaping.Step step : steps) {
      step.change()
          .ifPresent(change ->
              notes.note(
                  new PlannedStep(
                      Kind.TRAFFIC_CONTROL,
                      change.verb(),
                      Whose.NOBODY,
                      change.queue() + " of " + links.name(change.link()),
                      change.detail())));
      step.done().run();
    }
  }
}
