package io.libnetwork.lab.apply;

import io.libnetwork.lab.LabCommand;
import java.util.Optional;

/// Which commands of a lab have been started and not been stopped.
interface CommandBook {

  /// What was started in one of the lab's sandboxes, whether it runs yet or has ended by itself.
  Optional<LabCommand> known(String sandbox);
}
