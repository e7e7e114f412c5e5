package io.libnetwork.testing.plan;

import io.libnetwork.Controller;
import io.libnetwork.Plan;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.PlannedStep.Verb;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A plan, and what was different when the operation had been done.
///
/// @param plan what was told
/// @param steps of the kernel and the store that were made while it was told
/// @param meanwhile what was different when it had been told
/// @param unplanned what became different, and was not in the plan
/// @param undone what was in the plan, and did not become different
record Rehearsed(
    Plan plan,
    List<String> steps,
    Set<String> meanwhile,
    Set<String> unplanned,
    Set<String> undone) {

  private static final Set<Kind> INSIDE =
      EnumSet.of(
          Kind.LINK,
          Kind.ADDRESS,
          Kind.ROUTE,
          Kind.PARAMETER,
          Kind.TRAFFIC_CONTROL,
          Kind.NAME_SERVER);
  private static final Pattern PORTS = Pattern.compile("port (\\d+)-(\\d+)(/.*)");
  private static final Pattern VALUES = Pattern.compile("(?:from (\\S+) )?to (\\S+)");
  private static final Pattern PARAMETER =
      Pattern.compile("(\\S+) (net/\\S+?/(?:conf|neigh))/([^/]+)/(\\S+)");

  /// Takes the plan, and has the operation done.
  ///
  /// @param fresh what a namespace has that was just made
  static Rehearsed of(
      TestHost host,
      Controller controller,
      StateStore store,
      Facts fresh,
      Supplier<Plan> planning,
      Runnable operation) {
    Facts before = Facts.settled(host, Optional.of(controller), store);
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    Failpoints.observe(step -> {
      steps.add(step);
      return Optional.empty();
    });
    Plan plan;
    try {
      plan = planning.get();
    } finally {
      Failpoints.ignore();
    }
    Facts meanwhile = Facts.settled(host, Optional.of(controller), store);
    operation.run();
    Facts after = Facts.settled(host, Optional.of(controller), store);
    Set<String> happened = changes(before, after, fresh);
    return new Rehearsed(
        plan,
        steps,
        changes(before, meanwhile, fresh),
        unmatched(happened, plan),
        unfulfilled(plan, happened, after));
  }

  /// As in `make host interface br0`.
  private static Set<String> changes(Facts before, Facts after, Facts fresh) {
    Set<String> changes = new TreeSet<>();
    Map<String, String> were = withFresh(before, after, fresh);
    after
        .all()
        .forEach((object, value) -> {
          String was = were.get(object);
          if (was == null && PARAMETER.matcher(object).matches()) {
            if (!inherited(object, after).orElse(value).equals(value)) {
              changes.add(Verb.CHANGE + " " + object);
            }
          } else if (was == null) {
            changes.add(Verb.MAKE + " " + object);
          } else if (!was.equals(value)) {
            changes.add(Verb.CHANGE + " " + object);
          }
        });
    were.forEach((object, _) -> {
      boolean parameter = object.startsWith("net/", object.indexOf(' ') + 1);
      if (!after.all().containsKey(object) && !parameter && !object.endsWith(" interface lo")) {
        changes.add(Verb.REMOVE + " " + object);
      }
    });
    return changes;
  }

  /// A container's namespace that was not there before begins as every one does.
  private static Map<String, String> withFresh(Facts before, Facts after, Facts fresh) {
    Map<String, String> were = new TreeMap<>(before.all());
    for (String object : after.all().keySet()) {
      String where = object.substring(0, object.indexOf(' '));
      boolean there = before.all().containsKey(where + " interface lo");
      if (!there) {
        fresh
            .all()
            .forEach((fact, value) -> were.put(where + fact.substring(fact.indexOf(' ')), value));
      }
    }
    return were;
  }

  /// The parameter of an interface that was made begins as the default is. Where there is no
  /// default nobody can tell.
  private static Optional<String> inherited(String object, Facts after) {
    Matcher parameter = PARAMETER.matcher(object);
    return parameter.matches()
        ? Optional.ofNullable(
            after
                .all()
                .get(
                    "%s %s/default/%s"
                        .formatted(parameter.group(1), parameter.group(2), parameter.group(4))))
        : Optional.empty();
  }

  private static Set<String> unmatched(Set<String> happened, Plan plan) {
    List<Pattern> planned =
        plan.steps().stream()
            .flatMap(step -> expected(step).stream())
            .map(Rehearsed::pattern)
            .toList();
    Set<String> unplanned = new TreeSet<>(happened);
    unplanned.removeIf(change -> planned.stream().anyMatch(it -> it.matcher(change).matches()));
    return unplanned;
  }

  private static Set<String> unfulfilled(Plan plan, Set<String> happened, Facts after) {
    Set<String> undone = parametersUnlike(plan, after);
    for (PlannedStep step : plan.steps()) {
      if (step.kind() == Kind.PARAMETER || takenBack(step, plan)) {
        continue;
      }
      for (String expected : expected(step)) {
        Pattern pattern = pattern(expected);
        if (happened.stream().noneMatch(change -> pattern.matcher(change).matches())) {
          undone.add(expected);
        }
      }
    }
    return undone;
  }

  /// What is given up and taken again, as a port that was kept, is as it was.
  private static boolean takenBack(PlannedStep step, Plan plan) {
    return plan.steps().stream()
        .anyMatch(other ->
            other.object().equals(step.object())
                && other.kind() == step.kind()
                && other.verb() != step.verb());
  }

  /// A parameter may be changed twice, and be at the end what it was: so the last value counts.
  private static Set<String> parametersUnlike(Plan plan, Facts after) {
    Map<String, PlannedStep> last = new TreeMap<>();
    for (PlannedStep step : plan.steps()) {
      if (step.kind() == Kind.PARAMETER) {
        last.put(step.whose().container().orElse("host") + " " + step.object(), step);
      }
    }
    Set<String> unlike = new TreeSet<>();
    last.forEach((object, step) -> {
      Matcher told = VALUES.matcher(step.detail());
      Pattern pattern = pattern(object);
      boolean held =
          told.matches()
              && !told.group(2).equals(told.group(1))
              && after.all().entrySet().stream()
                  .filter(fact -> pattern.matcher(fact.getKey()).matches())
                  .anyMatch(fact -> fact.getValue().equals(told.group(2)));
      if (!held) {
        unlike.add(step.toString());
      }
    });
    return unlike;
  }

  /// The changes that a step comes to.
  private static List<String> expected(PlannedStep step) {
    String where = INSIDE.contains(step.kind()) ? step.whose().container().orElse("host") : "host";
    String object = where + " " + step.object();
    if (step.kind() == Kind.CONNECTION) {
      return List.of();
    }
    if (step.kind() == Kind.ROUTE && step.verb() == Verb.CHANGE) {
      String former = step.detail().substring("in place of ".length());
      return List.of(Verb.MAKE + " " + object, Verb.REMOVE + " " + where + " " + former);
    }
    Matcher ports = PORTS.matcher(step.object());
    if (ports.matches()) {
      List<String> each = new ArrayList<>();
      int last = Integer.parseInt(ports.group(2));
      for (int port = Integer.parseInt(ports.group(1)); port <= last; port++) {
        each.add(step.verb() + " host port " + port + ports.group(3));
      }
      return each;
    }
    return List.of(step.verb() + " " + object);
  }

  /// What was not known stands for anything that is one word.
  private static Pattern pattern(String expected) {
    return Pattern.compile(Pattern.quote(expected).replace("…", "\\E[0-9a-f]+\\Q"));
  }
}
