package io.libnetwork;

import io.libnetwork.PlannedStep.Verb;

/// What is done about a difference that is put right.
final class PlannedRepair {

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
      case NAMESPACE, LEFT_NAMESPACE -> PlannedStep.Kind.NAMESPACE;
      case LINK, PORT, LEFTOVER -> PlannedStep.Kind.LINK;
      case ADDRESS, ALLOCATION -> PlannedStep.Kind.ADDRESS;
      case ROUTE -> PlannedStep.Kind.ROUTE;
      case PARAMETER -> PlannedStep.Kind.PARAMETER;
      case TRAFFIC_CONTROL -> PlannedStep.Kind.TRAFFIC_CONTROL;
      case HOST_PORT -> PlannedStep.Kind.HOST_PORT;
      case FIREWALL -> PlannedStep.Kind.FIREWALL;
      case RECORD -> PlannedStep.Kind.RECORD;
    };
  }

  private static Verb verb(Difference difference) {
    return switch (difference.kind()) {
      case LEFTOVER, LEFT_NAMESPACE -> Verb.REMOVE;
      case NAMESPACE -> Verb.CHANGE;
      case LINK,
          PORT,
          ADDRESS,
          ALLOCATION,
          ROUTE,
          PARAMETER,
          TRAFFIC_CONTROL,
          HOST_PORT,
          FIREWALL,
          RECORD ->
          difference.wanted().equals(Difference.THERE) ? Verb.MAKE : Verb.CHANGE;
    };
  }
}
