package io.libnetwork.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Runs steps one after the other on a scene of their own, and notes how each ended.
public final class Demonstration {

  private final List<Step> steps;

  /// Held by a step while it runs.
  private final ReentrantLock turn = new ReentrantLock();

  /// A demonstration of these steps.
  public Demonstration(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /// The demonstration as users see it.
  public static Demonstration standard() {
    return new Demonstration(Script.steps());
  }

  /// Runs it and shows it. When something cannot be built the rest is not tried; removal and audit
  /// come in any case, also when the process is asked to end, as by Ctrl-C.
  public Report run(Presentation presentation) {
    presentation.begin(steps.stream().map(Step::name).toList());
    Scene scene = new Scene();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(scene), "demo-end"));
    List<StepResult> results = new ArrayList<>();
    boolean built = true;
    for (Step step : steps) {
      if (built || step.part() == Step.Part.REMOVE) {
        StepResult result = perform(step, scene);
        results.add(result);
        presentation.show(result);
        built &= result.ok() || step.part() != Step.Part.BUILD;
      }
    }
    Report report = new Report(results, scene.containers(), scene.leaks());
    presentation.end(report);
    return report;
  }

  private StepResult perform(Step step, Scene scene) {
    long begin = System.nanoTime();
    turn.lock();
    try {
      String detail = step.action().perform(scene);
      return new StepResult(step.name(), true, since(begin), detail);
    } catch (RuntimeException failure) {
      return new StepResult(step.name(), false, since(begin), reason(failure));
    } finally {
      turn.unlock();
    }
  }

  /// Takes away what is still there when the process ends. The turn is never given back, so that no
  /// step begins any more.
  private void abandon(Scene scene) {
    turn.lock();
    scene.abandon();
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /// One that says nothing is named by its class.
  private static String reason(RuntimeException failure) {
    String message = failure.getMessage();
    String text = message == null || message.isBlank() ? failure.toString() : message;
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
