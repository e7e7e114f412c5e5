package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.TestNamespace;

/// Processes inside a namespace.
final class TestHosts {

  private TestHosts() {}

  /// Starts a program inside; the caller ends it.
  static Process start(NetworkNamespace namespace, String... command) {
    return TestNamespace.thread().call(namespace, () -> new ProcessBuilder(command).start());
  }
}
