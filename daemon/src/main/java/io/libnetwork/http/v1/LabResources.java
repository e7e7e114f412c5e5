package io.libnetwork.http.v1;

import io.libnetwork.Backend;
import io.libnetwork.Controller;
import io.libnetwork.Service;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import io.libnetwork.lab.apply.LabChange;
import io.libnetwork.lab.apply.LabPlan;
import io.libnetwork.lab.apply.LabState;
import io.libnetwork.lab.command.CommandState;
import io.libnetwork.wire.v1.LabPlanResource;
import io.libnetwork.wire.v1.LabPlanResource.ChangeResource;
import io.libnetwork.wire.v1.LabResource;
import io.libnetwork.wire.v1.LabResource.CommandResource;
import io.libnetwork.wire.v1.LabResource.LabSandboxResource;
import io.libnetwork.wire.v1.LabResource.LabServiceResource;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Labs as answers have them.
final class LabResources {

  private static final CommandState NEVER =
      new CommandState(0, false, Instant.EPOCH, OptionalInt.empty(), 0, Optional.empty());

  private LabResources() {}

  static LabPlanResource of(LabPlan plan, boolean applied) {
    return new LabPlanResource(
        plan.lab(), applied, plan.changes().stream().map(LabResources::of).toList());
  }

  private static ChangeResource of(LabChange change) {
    return new ChangeResource(
        PlanResources.kebab(change.verb()),
        change.path(),
        change.before().orElse(null),
        change.after().orElse(null),
        change.reason(),
        change.toString());
  }

  static LabResource of(Controller controller, LabState state) {
    Lab lab = state.lab();
    return new LabResource(
        lab.name(),
        state.applying(),
        lab.networks().stream().map(LabNetwork::name).toList(),
        lab.sandboxes().stream().map(sandbox -> of(controller, state, sandbox)).toList(),
        lab.services().stream().map(service -> of(controller, lab, service)).toList());
  }

  private static LabSandboxResource of(Controller controller, LabState state, LabSandbox sandbox) {
    String container = state.lab().nameOnHost(sandbox.name());
    return new LabSandboxResource(
        sandbox.name(),
        container,
        controller.findSandbox(container).isPresent(),
        sandbox.command().map(command -> command(state, sandbox)).orElse(null));
  }

  private static CommandResource command(LabState state, LabSandbox sandbox) {
    CommandState command = state.commands().getOrDefault(sandbox.name(), NEVER);
    return new CommandResource(
        sandbox.command().orElseThrow().words(),
        command.running(),
        command.pid(),
        command.since().toString(),
        command.status().isPresent() ? command.status().getAsInt() : null,
        command.restarts(),
        command.problem().orElse(null),
        String.valueOf(state.logs().get(sandbox.name())));
  }

  private static LabServiceResource of(Controller controller, Lab lab, LabService service) {
    Optional<Service> found =
        controller
            .findNetwork(lab.nameOnHost(service.network()))
            .flatMap(network -> network.findService(service.name()));
    long ready =
        found.stream()
            .flatMap(it -> it.backends().stream())
            .filter(backend -> backend.state() == Backend.State.ACTIVE)
            .count();
    return new LabServiceResource(
        service.name(), service.network(), Math.toIntExact(ready), service.backends().size());
  }
}
