package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.DriverNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reserving addresses and ports for endpoints that come and go, and releasing them; under the
/// network's lock.
final class Reserving {

  private static final Logger LOG = LoggerFactory.getLogger(Reserving.class);

  private final ControllerCore core;

  Reserving(ControllerCore core) {
    this.core = core;
  }

  /// Reserves addresses for an endpoint that is not there yet.
  Reservation reserve(Network network, String name, List<IpAddress> chosen) {
    Names.require("reservation", name);
    EndpointConfig config = config(chosen);
    network.addresses().awaitRelease(config.chosen().values());
    Reservation reserved =
        Locks.holding(network.lock(), () -> reserveLocked(network, name, config));
    try {
      core.ledger().commit(reserved.entry());
      return reserved;
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> Locks.run(network.lock(), () -> undo(reserved)));
      throw undo.all(failure);
    }
  }

  private static EndpointConfig config(List<IpAddress> chosen) {
    Map<IpFamily, IpAddress> byFamily = new EnumMap<>(IpFamily.class);
    EndpointOption[] options = new EndpointOption[chosen.size()];
    for (int i = 0; i < options.length; i++) {
      IpAddress address = chosen.get(i);
      IpAddress before = byFamily.put(address.family(), address);
      if (before != null) {
        throw new NetworkException.InvalidParameter(
            "a reservation has one %s address, and two were given: %s and %s"
                .formatted(address.family(), before, address));
      }
      options[i] = new EndpointOption.Address(address);
    }
    return EndpointConfig.of(options);
  }

  private Reservation reserveLocked(Network network, String name, EndpointConfig config) {
    network.requireAlive();
    network.driverNetwork();
    if (network.findEndpoint(name).isPresent()) {
      throw new NetworkException.Conflict(
          "network %s has an endpoint %s already: make it with EndpointOption.Reserve to keep what it has"
              .formatted(network.name(), name));
    }
    if (network.findReservation(name).isPresent()) {
      throw new NetworkException.Conflict(
          "network %s has a reservation %s already: release it first"
              .formatted(network.name(), name));
    }
    return make(network, name, config);
  }

  /// Reserves what an endpoint of this name gets.
  private Reservation make(Network network, String name, EndpointConfig config) {
    EndpointAddresses addresses =
        EndpointAddresses.allocate(network, name, config.reserving(), core.random());
    Reservation made = new Reservation(core, network, name, addresses, List.of());
    network.reserved().put(name, made);
    return made;
  }

  /// The addresses of an endpoint that is made: those reserved for it, which it does not give back,
  /// or its own.
  EndpointAddresses addresses(Network network, String name, EndpointConfig config, Undo undo) {
    Optional<Reservation> present = network.findReservation(name);
    if (present.isPresent()) {
      return reserved(present.get(), config);
    }
    if (!config.reserve()) {
      EndpointAddresses own = EndpointAddresses.allocate(network, name, config, core.random());
      undo.with(() -> own.release(network.addresses()));
      return own;
    }
    Reservation made = make(network, name, config);
    undo.with(() -> undo(made));
    return reserved(made, config);
  }

  private static EndpointAddresses reserved(Reservation reservation, EndpointConfig config) {
    config.chosen().values().forEach(asked -> requireReserved(reservation, asked));
    config.allocated().values().forEach(asked -> requireReserved(reservation, asked.address()));
    config
        .mac()
        .filter(asked -> !reservation.macAddress().equals(Optional.of(asked)))
        .ifPresent(asked -> {
          throw differs(
              reservation,
              asked,
              reservation.macAddress().map(MacAddress::toString).orElse("no MAC address"));
        });
    List<InterfaceAddress> wanted =
        reservation.addresses().stream()
            .filter(address -> address.family() == IpFamily.V4 || config.ipv6())
            .toList();
    return new EndpointAddresses(wanted, List.of(), reservation.macAddress());
  }

  private static void requireReserved(Reservation reservation, IpAddress asked) {
    boolean same =
        reservation.addresses().stream().anyMatch(address -> address.address().equals(asked));
    if (!same) {
      throw differs(reservation, asked, reservation.addresses());
    }
  }

  private static NetworkException differs(Reservation reservation, Object asked, Object has) {
    return new NetworkException.Conflict(
        "endpoint %s cannot have %s: %s has %s; release it first"
            .formatted(reservation.name(), asked, reservation, has));
  }

  void release(Reservation reservation) {
    Network network = reservation.network();
    boolean first = Locks.holding(network.lock(), () -> withdraw(reservation));
    if (!first) {
      return;
    }
    try {
      core.ledger().commit(reservation.entry());
    } catch (RuntimeException failure) {
      reservation.markReleased(false);
      throw failure;
    }
    CompletableFuture<Void> free = Locks.holding(network.lock(), () -> giveBack(reservation));
    Removals.await(free, "what used the ports of " + reservation);
  }

  private static boolean withdraw(Reservation reservation) {
    if (reservation.released()) {
      return false;
    }
    reservation
        .endpoint()
        .ifPresent(holder -> {
          throw new NetworkException.Forbidden(
              "cannot release " + reservation + ": " + holder + " has it; delete that first");
        });
    reservation.markReleased(true);
    return true;
  }

  /// What its last endpoint had may be in use by the kernel yet.
  private static CompletableFuture<Void> giveBack(Reservation reservation) {
    Network network = reservation.network();
    reservation.markReleased(true);
    if (!network.reserved().remove(reservation.name(), reservation)) {
      return CompletableFuture.completedFuture(null);
    }
    network.addresses().releaseWhenGone(reservation.addressesHeld().held());
    return network
        .findDriverNetwork()
        .map(driver -> driver.releasePorts(reservation.name()))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private static void undo(Reservation made) {
    CompletableFuture<Void> _ = giveBack(made);
  }

  /// Gives up what was reserved with an endpoint that is undone.
  void undo(Endpoint endpoint) {
    Network network = endpoint.network();
    network
        .findReservation(endpoint.name())
        .filter(reservation -> endpoint.config().reserve() && endpoint.reservedFirst())
        .ifPresent(made -> Locks.runUninterruptibly(network.lock(), () -> undo(made)));
  }

  /// What was reserved before a restart; before any endpoint is there.
  void restore(Network network, ReservationRecord record) {
    EndpointAddresses addresses = record.addresses();
    Undo undo = new Undo();
    try {
      for (IpAddress held : addresses.held()) {
        network.addresses().restoreReserved(held, record.name(), addresses.mac());
        undo.with(() -> network.addresses().release(held));
      }
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
    network
        .reserved()
        .put(
            record.name(),
            new Reservation(core, network, record.name(), addresses, record.ports()));
  }

  /// Holds the ports again of endpoints that do not publish them now, after a restart.
  void keepPorts(Collection<Network> networks) {
    for (Network network : networks) {
      List<Reservation> idle = new ArrayList<>(network.reservations());
      idle.removeIf(
          reservation -> reservation.endpoint().filter(it -> it.sandbox().isPresent()).isPresent());
      network
          .findDriverNetwork()
          .ifPresent(driver -> idle.forEach(reservation -> keepPorts(driver, reservation)));
    }
  }

  private static void keepPorts(DriverNetwork driver, Reservation reservation) {
    try {
      Locks.run(
          reservation.network().lock(),
          () -> driver.keepPorts(reservation.name(), reservation.ports()));
    } catch (RuntimeException failure) {
      LOG.warn(
          "ports {} are not held for {}: {}",
          reservation.ports(),
          reservation,
          failure.getMessage());
    }
  }
}
