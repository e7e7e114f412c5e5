package io.libnetwork;

import java.util.Collection;
import java.util.List;

/// Sandbox, endpoint and join as one operation with one undo.
final class Attaching {

  private final ControllerCore core;

  Attaching(ControllerCore core) {
    this.core = core;
  }

  Attachment attach(AttachRequest request) {
    Undo undo = new Undo();
    try {
      return attach(request, undo);
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  List<Attachment> attachAll(Collection<AttachRequest> requests) {
    return new AttachingAll(this, requests).run();
  }

  /// Lets a container's sandbox join, which is made first where there is none.
  Sandbox join(Endpoint endpoint, String container, SandboxConfig config) {
    Undo undo = new Undo();
    try {
      Sandbox sandbox = sandboxOf(container, config, undo);
      core.joining().join(endpoint, sandbox);
      return sandbox;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  /// Attaches, and leaves undoing it to the caller.
  Attachment attach(AttachRequest request, Undo undo) {
    Sandbox sandbox = sandboxOf(request.container(), request.sandboxConfig(), undo);
    Endpoint endpoint =
        core.endpoints().create(request.network(), request.container(), request.endpointConfig());
    undo.with(() -> core.leaving().leaveAndDelete(endpoint));
    core.joining().join(endpoint, sandbox);
    return new Attachment(sandbox, endpoint);
  }

  private Sandbox sandboxOf(String container, SandboxConfig config, Undo undo) {
    return core.sandboxRegistry()
        .byName(container)
        .orElseGet(() -> {
          Sandbox made = core.sandboxes().create(container, config);
          undo.with(() -> core.sandboxes().delete(made));
          return made;
        });
  }
}
