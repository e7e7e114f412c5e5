package io.libnetwork.lab.file;

import java.util.Set;

/// The names that a file gives, also to what has mistakes: who refers to one of them refers to
/// something.
record Declared(Set<String> networks, Set<String> sandboxes) {

  static Declared in(Fields lab) {
    return new Declared(lab.entries("networks").keySet(), lab.entries("sandboxes").keySet());
  }
}
