package io.libnetwork;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Sandbox, endpoint and join as one operation with one undo.
final class Attaching {

  private final ControllerCore core;

  Attaching(ControllerCore core) {
    this.core = core;
  }

  Attachment attach(AttachRequest request) {
    Undo undo = new Undo();
    List<Ledger.Entry> early = new ArrayList<>();
    try {
      undo.with(() -> core.ledger().commit(early));
      Attached attached = attach(request, undo, entries -> writeEarly(entries, early));
      core.ledger().commit(attached.entries());
      return attached.attachment();
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  /// @param early gets them too
  private void writeEarly(List<Ledger.Entry> entries, List<Ledger.Entry> early) {
    early.addAll(entries);
    core.ledger().write(entries);
  }

  List<Attachment> attachAll(Collection<AttachRequest> requests) {
    // Notes are taken in an order that can be followed.
    int threads = core.rehearsed() ? 1 : Runtime.getRuntime().availableProcessors();
    return new AttachingAll(this, core.ledger(), requests, threads).run();
  }

  /// Lets a container's sandbox join, which is made first where there is none.
  Sandbox join(Endpoint endpoint, String container, SandboxConfig config) {
    Undo undo = new Undo();
    List<Ledger.Entry> early = new ArrayList<>();
    try {
      undo.with(() -> core.ledger().commit(early));
      Optional<Sandbox> present = core.sandboxRegistry().byName(container);
      Sandbox sandbox = present.orElseGet(() -> make(container, config, undo));
      core.joining()
          .join(
              endpoint,
              sandbox,
              () -> writeEarly(planned(endpoint, sandbox, present.isEmpty()), early));
      undo.with(() -> core.leaving().leaveUnwritten(endpoint));
      core.ledger().commit(entries(sandbox, present.isEmpty()));
      return sandbox;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  /// What was attached, and is to be written in one transaction.
  record Attached(Attachment attachment, List<Ledger.Entry> entries) {}

  /// Attaches, and leaves undoing it and writing it to the caller.
  ///
  /// @param planned takes what may be written before the kernel is asked
  Attached attach(AttachRequest request, Undo undo, Consumer<List<Ledger.Entry>> planned) {
    Optional<Sandbox> present = core.sandboxRegistry().byName(request.container());
    Sandbox sandbox =
        present.orElseGet(() -> make(request.container(), request.sandboxConfig(), undo));
    Endpoint endpoint =
        core.endpoints()
            .createUnwritten(request.network(), request.endpoint(), request.endpointConfig());
    undo.with(() -> core.leaving().discard(endpoint));
    core.joining()
        .join(
            endpoint, sandbox, () -> planned.accept(planned(endpoint, sandbox, present.isEmpty())));
    return new Attached(new Attachment(sandbox, endpoint), entries(sandbox, present.isEmpty()));
  }

  private Sandbox make(String container, SandboxConfig config, Undo undo) {
    Sandbox made = core.sandboxes().createUnwritten(container, config);
    undo.with(() -> core.sandboxes().discard(made));
    return made;
  }

  private static List<Ledger.Entry> planned(Endpoint endpoint, Sandbox sandbox, boolean made) {
    List<Ledger.Entry> entries = new ArrayList<>(endpoint.entries());
    if (made) {
      entries.add(sandbox.entry());
    }
    return entries;
  }

  private static List<Ledger.Entry> entries(Sandbox sandbox, boolean made) {
    List<Ledger.Entry> entries = new ArrayList<>(Joining.entries(sandbox));
    if (made) {
      entries.add(sandbox.entry());
    }
    return entries;
  }
}
