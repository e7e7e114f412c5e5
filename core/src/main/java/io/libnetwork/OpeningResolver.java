package io.libnetwork;

import io.libnetwork.linux.KernelThreads;
import io.libnetwork.resolver.NameServer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The name server of a sandbox, which another thread opens while the sandbox is given its
/// interface. Safe for use by many threads.
final class OpeningResolver implements AutoCloseable {

  private final AtomicReference<NameServer> opened;
  private final CompletableFuture<Void> opening;

  private OpeningResolver(AtomicReference<NameServer> opened, CompletableFuture<Void> opening) {
    this.opened = opened;
    this.opening = opening;
  }

  /// One that is open already.
  static OpeningResolver opened(NameServer server) {
    return new OpeningResolver(
        new AtomicReference<>(server), CompletableFuture.completedFuture(null));
  }

  static OpeningResolver begin(Supplier<NameServer> open) {
    AtomicReference<NameServer> opened = new AtomicReference<>();
    return new OpeningResolver(opened, KernelThreads.start(() -> opened.set(open.get())));
  }

  /// Waits until it is open; throws what opening threw.
  NameServer await() {
    KernelThreads.await(opening);
    return opened.get();
  }

  /// It, where it is open by now.
  Optional<NameServer> present() {
    return Optional.ofNullable(opened.get());
  }

  /// Closes it as soon as it is open. Where it could not be opened there is nothing to close.
  @Override
  public void close() {
    if (KernelThreads.failure(opening).isEmpty()) {
      opened.get().close();
    }
  }
}
