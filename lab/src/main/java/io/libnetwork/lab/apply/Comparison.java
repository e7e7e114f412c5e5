package io.libnetwork.lab.apply;

import io.libnetwork.lab.Lab;
import java.util.Set;

/// What there is of a lab against what is wanted.
final class Comparison {

  private Comparison() {}

  /// Looks at everything, and changes nothing.
  ///
  /// @param before the lab as it was last applied, for saying what differs
  /// @param commands those of the lab's sandboxes that run, or have run and ended, as wanted
  /// @throws io.libnetwork.NetworkException.Conflict when something of the lab's names is not its
  static Work of(
      Scene scene, Lab wanted, Lab before, CommandBook commands, Set<ApplyOption> options) {
    Work work = new Work();
    new NetworkComparison(scene, wanted, before, work, options).run();
    new SandboxComparison(scene, wanted, before, work, options, commands).run();
    new ServiceComparison(scene, wanted, work, options).run();
    return work;
  }
}
