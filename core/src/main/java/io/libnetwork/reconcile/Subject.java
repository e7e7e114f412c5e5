package io.libnetwork.reconcile;

/// A part of the kernel that is to be as our model says.
public interface Subject {

  /// What it is, for logs, as in `the firewall`.
  String name();

  /// Makes the kernel's part equal to the model's. Called by one thread at a time, which may wait
  /// for the subject's own lock and for the kernel.
  ///
  /// @throws RuntimeException when that fails; it is tried again later
  void reconcile();
}
