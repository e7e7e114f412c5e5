package io.libnetwork.lab.apply;

import io.libnetwork.AttachRequest;
import io.libnetwork.lab.LabSandbox;
import java.util.Optional;
import java.util.function.Supplier;

/// One thing to do so that a host has a lab as it is wanted.
///
/// @param phase when it is its turn
/// @param change what is told of it; empty for what belongs to another step's
/// @param act how it is done
record Step(Phase phase, Optional<LabChange> change, Act act) {

  /// The order of steps: what stands on something goes before it and comes after it.
  enum Phase {
    STOP_COMMANDS,
    REMOVE_SERVICES,
    REMOVE_ENDPOINTS,
    REMOVE_SANDBOXES,
    REMOVE_NETWORKS,
    MAKE_NETWORKS,
    CHANGE_ZONES,
    /// Sandboxes that are on no network.
    MAKE_SANDBOXES,
    ATTACH,
    CHANGE_ENDPOINTS,
    MAKE_SERVICES,
    CHANGE_BACKENDS,
    START_COMMANDS
  }

  /// What is done.
  sealed interface Act {

    /// By itself. It looks for what it needs when it is its turn.
    record Single(Runnable work) implements Act {}

    /// With all others of its kind in one operation.
    record Attach(Supplier<AttachRequest> request) implements Act {}

    /// With all others of its kind: the command of one of the lab's sandboxes ends.
    record Stop(String sandbox) implements Act {}

    /// With all others of its kind: the command of one of the lab's sandboxes begins.
    record Start(LabSandbox sandbox) implements Act {}
  }

  static Step single(Phase phase, LabChange change, Runnable work) {
    return new Step(phase, Optional.of(change), new Act.Single(work));
  }

  static Step silent(Phase phase, Runnable work) {
    return new Step(phase, Optional.empty(), new Act.Single(work));
  }
}
