package io.libnetwork.drivers.neighbour;

import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.concurrent.CompletableFuture;

/// Another firewall of the host that is told of our bridges.
///
/// Every method returns at once, so it may be called under any lock; what it begins is done behind
/// the call, and done again where it fails and whenever the firewall has forgotten it. Safe for use
/// by many threads.
public interface NeighbourFirewall extends AutoCloseable {

  /// Has what a bridge carries let through, as our own table decides it.
  ///
  /// @return completes when it is, or when there is nobody who would refuse it; never fails, and
  ///   does not complete while the firewall does not answer
  CompletableFuture<Void> admit(InterfaceName bridge);

  /// Has a bridge that is gone forgotten.
  void dismiss(InterfaceName bridge);

  /// Ends the conversation; what the firewall was told stays.
  @Override
  void close();
}
