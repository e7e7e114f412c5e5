package io.libnetwork;

import io.libnetwork.Difference.Kind;
import io.libnetwork.PlannedStep.Verb;

/// What is done about a difference that is put right.
final class PlannedRepair {

  private static final String THERE = "there";

  private PlannedRepair() {}

  static PlannedStep of(Difference difference) {
    return new PlannedStep(
        kind(difference),
        verb(difference),
        difference.whose(),
        difference.object(),
        "is " + difference.actual() + ", should be " + difference.wanted());
  }

  private static PlannedStep.Kind kind(Difference difference) {
    return switch (difference.kind()) {
      case NAMESPACE -> PlannedStep.Kind.NAMESPACE;
      case LINK, PORT -> PlannedStep.Kind.LINK;
      case ADDRESS, ALLOCATION -> PlannedStep.Kind.ADDRESS;
      case ROUTE -> PlannedStep.Kind.ROUTE;
      case PARAMETER -> PlannedStep.Kind.PARAMETER;
      case TRAFFIC_CONTROL -> PlannedStep.Kind.TRAFFIC_CONTROL;
      case FIREWALL -> PlannedStep.Kind.FIREWALL;
      case RECORD -> PlannedStep.Kind.RECORD;
      case LEFTOVER ->
          difference.object().startsWith("namespace")
              ? PlannedStep.Kind.NAMESPACE
              : PlannedStep.Kind.LINK;
    };
  }

  private static Verb verb(Difference difference) {
    if (difference.kind() == Kind.LEFTOVER) {
      return Verb.REMOVE;
    }
    return difference.wanted().equals(THERE) && !difference.kind().equals(Kind.NAMESPACE)
        ? Verb.MAKE
        : Verb.CHANGE;
  }
}
