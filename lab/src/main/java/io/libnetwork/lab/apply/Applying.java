package io.libnetwork.lab.apply;

import io.libnetwork.AttachRequest;
import io.libnetwork.Sandbox;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.apply.Step.Act;
import io.libnetwork.lab.command.Commands;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Does the steps of a lab in their order, and those that go together together.
final class Applying {

  private final Scene scene;
  private final Commands commands;

  Applying(Scene scene, Commands commands) {
    this.scene = scene;
    this.commands = commands;
  }

  /// Does them; the first failure ends it.
  ///
  /// @param lab whose steps they are
  /// @param steps in the order of their phases
  void run(Lab lab, List<Step> steps) {
    stop(steps);
    List<AttachRequest> requests = new ArrayList<>();
    for (Step step : steps) {
      if (step.phase().compareTo(Step.Phase.ATTACH) > 0) {
        attach(requests);
      }
      switch (step.act()) {
        case Act.Single(Runnable work) -> work.run();
        case Act.Attach(var request) -> requests.add(request.get());
        case Act.Stop _, Act.Start _ -> {}
      }
    }
    attach(requests);
    start(lab, steps);
  }

  private void attach(List<AttachRequest> requests) {
    if (!requests.isEmpty()) {
      var _ = scene.controller().attachAll(requests);
      requests.clear();
    }
  }

  private void stop(List<Step> steps) {
    Map<String, Sandbox> ending = new LinkedHashMap<>();
    for (Step step : steps) {
      if (step.act() instanceof Act.Stop(String name)) {
        scene.sandbox(name).ifPresent(sandbox -> ending.put(name, sandbox));
      }
    }
    if (!ending.isEmpty()) {
      commands.end(ending);
    }
  }

  /// Rank by rank: those that wait for nobody, then those that wait for these, and so on.
  private void start(Lab lab, List<Step> steps) {
    List<LabSandbox> waiting = new ArrayList<>();
    Set<String> open = new HashSet<>();
    for (Step step : steps) {
      if (step.act() instanceof Act.Start(LabSandbox sandbox)) {
        waiting.add(sandbox);
        open.add(sandbox.name());
      }
    }
    while (!waiting.isEmpty()) {
      List<LabSandbox> rank =
          waiting.stream()
              .filter(sandbox -> sandbox.after().stream().noneMatch(open::contains))
              .toList();
      if (rank.isEmpty()) {
        throw new IllegalStateException("commands of lab " + lab.name() + " wait for each other");
      }
      commands.start(rank.stream().map(this::request).toList());
      waiting.removeAll(rank);
      rank.forEach(sandbox -> open.remove(sandbox.name()));
    }
  }

  private Commands.Request request(LabSandbox sandbox) {
    return new Commands.Request(
        sandbox.name(), scene.getSandbox(sandbox.name()), sandbox.command().orElseThrow());
  }
}
