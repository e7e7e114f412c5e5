package io.libnetwork.http.v1;

import io.libnetwork.Plan;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import java.util.function.Supplier;

/// What an operation would do, asked for in its own place.
final class DryRun {

  static final String PARAMETER = "dryRun";

  private DryRun() {}

  /// Answers the plan where that is asked for, and does the operation otherwise.
  static Answer or(Call call, Supplier<Plan> plan, Supplier<? extends Answer> operation) {
    return Values.flag(call, PARAMETER)
        ? Answer.json(PlanResources.of(plan.get()))
        : operation.get();
  }

  /// As [#or], of an operation that answers nothing.
  static Answer orDone(Call call, Supplier<Plan> plan, Runnable operation) {
    return or(
        call,
        plan,
        () -> {
          operation.run();
          return Answer.empty(204);
        });
  }
}
