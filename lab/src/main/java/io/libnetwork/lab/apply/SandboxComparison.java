package io.libnetwork.lab.apply;

import io.libnetwork.Sandbox;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.apply.Step.Act;
import io.libnetwork.lab.apply.Step.Phase;
import java.util.Optional;
import java.util.Set;

/// A lab's sandboxes, their endpoints and their commands against what is wanted.
final class SandboxComparison {

  private final Scene scene;
  private final Lab wanted;
  private final Lab before;
  private final Work work;
  private final Set<ApplyOption> options;
  private final CommandBook commands;

  SandboxComparison(
      Scene scene,
      Lab wanted,
      Lab before,
      Work work,
      Set<ApplyOption> options,
      CommandBook commands) {
    this.scene = scene;
    this.wanted = wanted;
    this.before = before;
    this.work = work;
    this.options = options;
    this.commands = commands;
  }

  void run() {
    wanted.sandboxes().forEach(this::compare);
    scene
        .sandboxes()
        .forEach((name, sandbox) -> {
          if (wanted.sandbox(name).isEmpty()) {
            unwanted(name, sandbox);
          }
        });
  }

  private static String path(LabSandbox sandbox) {
    return "sandboxes." + sandbox.name();
  }

  private void compare(LabSandbox sandbox) {
    Fingerprint fingerprint = Fingerprint.of(sandbox);
    Optional<Sandbox> found = scene.sandbox(sandbox.name());
    if (found.isEmpty()) {
      make(sandbox, Optional.of(LabChange.make(path(sandbox))));
    } else if (!LabLabels.made(found.get().config().labels(), fingerprint)) {
      replace(sandbox, found.get(), fingerprint);
    } else {
      new EndpointComparison(scene, before, work, sandbox).run(found.get());
      compareCommand(sandbox);
    }
  }

  private void make(LabSandbox sandbox, Optional<LabChange> change) {
    work.sandboxAnew(sandbox.name());
    Attaching attaching = new Attaching(scene, sandbox);
    if (sandbox.endpoints().isEmpty()) {
      work.add(new Step(Phase.MAKE_SANDBOXES, change, new Act.Single(attaching::alone)));
    }
    boolean first = true;
    for (LabEndpoint endpoint : sandbox.endpoints()) {
      boolean making = first;
      work.endpointAnew(sandbox.name(), endpoint.network());
      work.add(
          new Step(
              Phase.ATTACH,
              first ? change : Optional.empty(),
              new Act.Attach(() -> attaching.request(endpoint, making))));
      first = false;
    }
    if (sandbox.command().isPresent()) {
      work.add(new Step(Phase.START_COMMANDS, Optional.empty(), new Act.Start(sandbox)));
    }
  }

  private void replace(LabSandbox sandbox, Sandbox found, Fingerprint fingerprint) {
    String reason =
        before
            .sandbox(sandbox.name())
            .map(former -> fingerprint.difference(Fingerprint.of(former)))
            .filter(difference -> !difference.isEmpty())
            .orElse("somebody has made it otherwise");
    stop(sandbox.name());
    work.add(
        Step.single(
            Phase.REMOVE_SANDBOXES, LabChange.replace(path(sandbox), reason), found::delete));
    make(sandbox, Optional.empty());
  }

  private void stop(String name) {
    work.add(new Step(Phase.STOP_COMMANDS, Optional.empty(), new Act.Stop(name)));
  }

  private void unwanted(String name, Sandbox sandbox) {
    String path = "sandboxes." + name;
    if (!options.contains(ApplyOption.PRUNE)) {
      work.keep(path);
      return;
    }
    stop(name);
    work.add(Step.single(Phase.REMOVE_SANDBOXES, LabChange.remove(path), sandbox::delete));
  }

  private void compareCommand(LabSandbox sandbox) {
    Optional<LabCommand> known = commands.known(sandbox.name());
    if (known.equals(sandbox.command())) {
      return;
    }
    LabChange change =
        new LabChange(
            LabChange.Verb.CHANGE,
            path(sandbox) + ".command",
            Optional.of(words(known)),
            Optional.of(words(sandbox.command())),
            "");
    if (known.isPresent()) {
      work.add(new Step(Phase.STOP_COMMANDS, Optional.of(change), new Act.Stop(sandbox.name())));
    }
    if (sandbox.command().isPresent()) {
      work.add(
          new Step(
              Phase.START_COMMANDS,
              known.isPresent() ? Optional.empty() : Optional.of(change),
              new Act.Start(sandbox)));
    }
  }

  private static String words(Optional<LabCommand> command) {
    return command.map(LabCommand::toString).orElse("none");
  }
}
