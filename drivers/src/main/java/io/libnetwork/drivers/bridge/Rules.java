package io.libnetwork.drivers.bridge;

import io.libnetwork.linux.KernelThreads;
import java.util.concurrent.CompletableFuture;

/// What the firewall is told while links are made.
///
/// @param told begun by [KernelThreads#start]
/// @param forgotten takes back what was told
record Rules(CompletableFuture<Void> told, Runnable forgotten) {

  static Rules begin(Runnable tell, Runnable forget) {
    return new Rules(KernelThreads.start(tell), forget);
  }

  /// Waits until the firewall knows.
  void await() {
    KernelThreads.await(told);
  }

  /// Takes back what was told, after a failure, and answers the failure.
  RuntimeException undone(RuntimeException failure) {
    KernelThreads.failure(told)
        .ifPresentOrElse(refused -> suppress(failure, refused), () -> forget(failure));
    return failure;
  }

  private void forget(RuntimeException failure) {
    try {
      forgotten.run();
    } catch (RuntimeException second) {
      suppress(failure, second);
    }
  }

  /// The failure may be the firewall's own.
  private static void suppress(RuntimeException failure, RuntimeException second) {
    if (!failure.equals(second)) {
      failure.addSuppressed(second);
    }
  }
}
