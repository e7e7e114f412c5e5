package io.libnetwork.doctor;

import io.libnetwork.explain.Explainer;
import java.util.List;

/// Rules of others that stop what our networks let pass.
final class ForeignRules implements Check {

  @Override
  public String name() {
    return "foreign-rule";
  }

  @Override
  public List<Finding> look(Scene scene) {
    if (scene.bridges().isEmpty()) {
      return List.of();
    }
    return Explainer.of(scene.host()).findings().stream()
        .map(found ->
            new Finding(
                name(),
                "rule " + found.rule(),
                "stops what comes " + found.what() + (found.more() == 0 ? "" : more(found.more())),
                "a packet passes only if every table lets it, and this one is of " + found.owner(),
                found.toType(),
                false))
        .toList();
  }

  private static String more(int more) {
    return " and " + more + " more";
  }
}
