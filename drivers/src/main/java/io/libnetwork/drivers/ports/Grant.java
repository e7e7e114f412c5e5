package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import io.libnetwork.address.PortRange;
import io.libnetwork.drivers.ports.Claim.Choice;
import io.libnetwork.drivers.ports.HeldSockets.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a claim has got so far: its ports noted, then held. Not for several threads.
final class Grant {

  private final Claim claim;
  private final PortRange ports;
  private final List<Reservation> reservations;
  private List<HeldSockets> sockets = List.of();

  /// @param ports the host's
  /// @param reservations one for each of the claim's ways
  Grant(Claim claim, PortRange ports, List<Reservation> reservations) {
    this.claim = claim;
    this.ports = ports;
    this.reservations = reservations;
  }

  /// The ports that a claim asks for by their numbers, not noted yet; empty where it does not.
  static Optional<Grant> exactly(PortOwner owner, Claim claim) {
    if (!(claim.choice() instanceof Choice.Exactly(PortRange ports))) {
      return Optional.empty();
    }
    List<Reservation> wanted = new ArrayList<>();
    for (HostPlace place : claim.places(ports)) {
      wanted.add(new Reservation(owner, place));
    }
    return Optional.of(new Grant(claim, ports, wanted));
  }

  Claim claim() {
    return claim;
  }

  List<Reservation> reservations() {
    return reservations;
  }

  /// All of them; none where nothing is held.
  List<HeldSockets> sockets() {
    return sockets;
  }

  /// Those of one of the claim's ways.
  List<HeldSockets> sockets(int way) {
    return sockets.isEmpty() ? List.of() : List.of(sockets.get(way));
  }

  List<PortBinding> bindings(int way) {
    return claim.bindings(claim.ways().all().get(way), ports);
  }

  /// Closes the sockets again: nobody had the ports, and nothing holds them.
  void letGo() {
    sockets.forEach(HeldSockets::close);
    sockets = List.of();
  }

  /// Opens the sockets in the calling thread's namespace.
  ///
  /// @return what could not be had, so that nothing is held
  Optional<Attempt.Refused> hold() {
    List<HeldSockets> opened = new ArrayList<>(reservations.size());
    for (Reservation reservation : reservations) {
      switch (HeldSockets.open(reservation.place())) {
        case Attempt.Held(HeldSockets held) -> opened.add(held);
        case Attempt.Refused refused -> {
          opened.forEach(HeldSockets::close);
          return Optional.of(refused);
        }
      }
    }
    sockets = opened;
    return Optional.empty();
  }
}
