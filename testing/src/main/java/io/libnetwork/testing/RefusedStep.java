package io.libnetwork.testing;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// An observer of [Failpoints] that notes the steps, and refuses one of them: a commit because the
/// disk is full, anything else for a reason that the kernel may have.
final class RefusedStep implements Failpoints.Observer {

  private static final List<Errno> REASONS = List.of(Errno.EPERM, Errno.ENOMEM, Errno.EBUSY);

  private final int place;
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private volatile Optional<Errno> refused = Optional.empty();

  /// @param place which is refused, 1 for the first; none with 0
  RefusedStep(int place) {
    this.place = place;
  }

  @Override
  public synchronized Optional<Errno> before(String step) {
    steps.add(step);
    if (steps.size() != place) {
      return Optional.empty();
    }
    refused =
        Optional.of(step.startsWith("store") ? Errno.ENOSPC : REASONS.get(place % REASONS.size()));
    return refused;
  }

  /// What was told so far.
  List<String> steps() {
    return List.copyOf(steps);
  }

  boolean refused() {
    return refused.isPresent();
  }

  /// How an operation fails of which the step was refused.
  Class<? extends NetworkException> expected() {
    Errno reason = refused.orElseThrow();
    if (reason.equals(Errno.EPERM)) {
      return NetworkException.Forbidden.class;
    }
    return reason.equals(Errno.ENOSPC)
        ? NetworkException.Unavailable.class
        : NetworkException.System.class;
  }

  @Override
  public String toString() {
    return "step %d, %s, refused with %s"
        .formatted(
            place,
            steps.size() < place ? "which was not taken" : steps.get(place - 1),
            refused.map(Errno::toString).orElse("nothing"));
  }
}
