package io.libnetwork;

import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.HashSet;
import java.util.Set;

/// The names that a sandbox's interfaces have or have had until the kernel announces them gone.
///
/// A leaf lock of its own, because a name is given back when the kernel announces, not when
/// somebody holds the sandbox's lock.
final class InterfaceNames {

  private static final String PREFIX = "eth";

  private final Set<InterfaceName> taken = new HashSet<>();

  /// Takes all that another one has.
  synchronized void takeAllOf(InterfaceNames other) {
    taken.addAll(other.names());
  }

  private synchronized Set<InterfaceName> names() {
    return Set.copyOf(taken);
  }

  /// Takes a name somebody chose.
  ///
  /// @throws NetworkException.Conflict when another interface has it
  synchronized InterfaceName take(InterfaceName chosen) {
    if (!taken.add(chosen)) {
      throw new NetworkException.Conflict(
          "the sandbox has an interface " + chosen + " already: choose another name");
    }
    return chosen;
  }

  /// Takes the lowest free name of the usual form.
  ///
  /// @param foreign names that others have given to interfaces in the namespace
  synchronized InterfaceName takeLowest(Set<String> foreign) {
    int number = 0;
    InterfaceName name = new InterfaceName(PREFIX + number);
    while (foreign.contains(name.value()) || !taken.add(name)) {
      number++;
      name = new InterfaceName(PREFIX + number);
    }
    return name;
  }

  synchronized void release(InterfaceName name) {
    taken.remove(name);
  }
}
