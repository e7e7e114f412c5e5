package io.libnetwork;

import io.libnetwork.linux.NetworkNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Namespaces that are found when a controller is opened and are no sandbox's any more. They end
/// when drivers have taken out of them what is the host's.
final class EndingNamespaces {

  private static final Logger LOG = LoggerFactory.getLogger(EndingNamespaces.class);

  private final List<NetworkNamespace> namespaces = new ArrayList<>();
  private final List<Runnable> endings = new ArrayList<>();

  /// Of a sandbox that has ended.
  void ended(SandboxNamespace sandbox) {
    namespaces.add(sandbox.namespace());
    endings.add(sandbox::close);
  }

  /// Of no sandbox.
  void left(Path path) {
    LOG.info("namespace {} is no sandbox's any more, and is removed", path);
    try {
      NetworkNamespace namespace = NetworkNamespace.open(path);
      namespaces.add(namespace);
      endings.add(namespace::close);
    } catch (RuntimeException failure) {
      // A file where no namespace is bound any more goes all the same
      LOG.debug("nothing is looked for in {}", path, failure);
    }
    endings.add(() -> NetworkNamespace.delete(path));
  }

  /// Those that are there until they are [#complete].
  List<NetworkNamespace> namespaces() {
    return namespaces;
  }

  void complete() {
    for (Runnable ending : endings) {
      try {
        ending.run();
      } catch (RuntimeException failure) {
        LOG.error("a namespace is no sandbox's any more, and stays", failure);
      }
    }
  }
}
