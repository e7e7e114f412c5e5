package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.PortRange;
import io.libnetwork.drivers.ports.Claim.Choice;
import io.libnetwork.drivers.ports.HeldSockets.Attempt;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SocketSupply;
import io.libnetwork.linux.relay.ListeningSocket;
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

  /// What it got in a family; empty where that is none of its own.
  Optional<Share> share(IpFamily family) {
    List<Way> ways = claim.ways().all();
    for (int index = 0; index < ways.size(); index++) {
      if (ways.get(index).family() == family) {
        return Optional.of(share(ways.get(index), index));
      }
    }
    return Optional.empty();
  }

  private Share share(Way way, int index) {
    return new Share(
        claim.bindings(way, ports),
        way.translated(),
        reservations.get(index),
        sockets.isEmpty() ? List.of() : List.of(sockets.get(index)),
        proxied(way, index));
  }

  /// @param translated whether the kernel translates the bindings
  /// @param sockets those that hold its ports, if any do
  /// @param proxied what is to be served by a proxy, port by port
  record Share(
      List<PortBinding> bindings,
      boolean translated,
      Reservation reservation,
      List<HeldSockets> sockets,
      List<ProxiedPort> proxied) {}

  private List<ProxiedPort> proxied(Way way, int index) {
    List<ListeningSocket> listening =
        sockets.isEmpty() ? List.of() : sockets.get(index).listening();
    if (listening.isEmpty()) {
      return List.of();
    }
    List<PortBinding> single = claim.single(way, sockets.get(index).listeningAt(), ports);
    List<ProxiedPort> proxied = new ArrayList<>(listening.size());
    for (int i = 0; i < single.size(); i++) {
      proxied.add(new ProxiedPort(single.get(i), listening.get(i)));
    }
    return proxied;
  }

  /// Closes the sockets again: nobody had the ports, and nothing holds them.
  void letGo() {
    sockets.forEach(HeldSockets::close);
    sockets = List.of();
  }

  /// The sockets that [#hold] takes.
  void kinds(List<SocketSupply.Kind> into) {
    for (int way = 0; way < reservations.size(); way++) {
      HeldSockets.kinds(reservations.get(way).place(), claim.ways().all().get(way).service(), into);
    }
  }

  /// Opens the sockets in the namespace where they come from.
  ///
  /// @return what could not be had, so that nothing is held
  Optional<Attempt.Refused> hold(SocketSource source) {
    List<HeldSockets> opened = new ArrayList<>(reservations.size());
    for (int way = 0; way < reservations.size(); way++) {
      switch (hold(source, reservations.get(way).place(), claim.ways().all().get(way))) {
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

  /// As [#hold], of sockets that are only planned.
  Optional<Attempt.Refused> plan(NotedPorts notes) {
    List<HeldSockets> opened = new ArrayList<>(reservations.size());
    for (int way = 0; way < reservations.size(); way++) {
      HostPlace place = reservations.get(way).place();
      switch (notes.open(place, claim.ways().all().get(way).service())) {
        case Attempt.Held(HeldSockets held) -> opened.add(held);
        case Attempt.Refused refused -> {
          return Optional.of(refused);
        }
      }
    }
    sockets = opened;
    return Optional.empty();
  }

  private Attempt hold(SocketSource source, HostPlace place, Way way) {
    return HeldSockets.open(source, place, way.service(), claim.clients(way));
  }
}
