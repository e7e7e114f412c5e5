package io.libnetwork.drivers.ports;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Ports that an endpoint has by the [PortBook]: one entry, however many they are.
///
/// Equal to itself alone: who gives ports back does not give back those of who has them next.
final class Reservation {

  private final PortOwner owner;
  private final HostPlace place;
  private volatile @Nullable CompletableFuture<?> released;

  Reservation(PortOwner owner, HostPlace place) {
    this.owner = owner;
    this.place = place;
  }

  PortOwner owner() {
    return owner;
  }

  HostPlace place() {
    return place;
  }

  /// They are being given back.
  ///
  /// @param done completed when they are free
  void releasing(CompletableFuture<?> done) {
    released = done;
  }

  /// When they are free, where they are being given back already.
  Optional<CompletableFuture<?>> released() {
    return Optional.ofNullable(released);
  }
}
