package io.libnetwork;

import io.libnetwork.Difference.Kind;
import io.libnetwork.Difference.Whose;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The addresses of one network, as its IPAM driver has given them out and as its endpoints and
/// reservations have them. Sure only under the network's lock, under which both change.
final class Allocations {

  private final Network network;

  Allocations(Network network) {
    this.network = network;
  }

  /// What differs.
  List<Difference> differences() {
    return todo().stream().map(Todo::difference).toList();
  }

  /// Gives back what is held for nobody, and has held again what somebody has. Called under the
  /// network's lock.
  Reconciliation mend() {
    List<Reconciliation> done = new ArrayList<>();
    for (Todo todo : todo()) {
      try {
        todo.repair().run();
        done.add(Reconciliation.repaired(todo.difference()));
      } catch (RuntimeException refused) {
        done.add(Reconciliation.failed(todo.difference(), refused));
      }
    }
    return Reconciliation.all(done);
  }

  private record Todo(Difference difference, Runnable repair) {}

  private List<Todo> todo() {
    List<Todo> todo = new ArrayList<>();
    network
        .addresses()
        .compared(wanted(), network.name())
        .forEach((pool, compared) -> {
          compared.leaked().forEach((address, holder) -> todo.add(leaked(pool, address, holder)));
          compared.unheld().forEach((address, holder) -> todo.add(unheld(pool, address, holder)));
        });
    return todo;
  }

  /// What an endpoint has of a reservation is held by that.
  private Map<IpAddress, AddressHolder> wanted() {
    Map<IpAddress, AddressHolder> wanted = new HashMap<>();
    for (Endpoint endpoint : network.endpoints()) {
      EndpointAddresses addresses = endpoint.addressesHeld();
      AddressHolder holder = new AddressHolder.Endpoint(endpoint.name(), addresses.mac());
      addresses.held().forEach(address -> wanted.put(address, holder));
    }
    for (Reservation reservation : network.reservations()) {
      EndpointAddresses addresses = reservation.addressesHeld();
      AddressHolder holder = new AddressHolder.Reserved(reservation.name(), addresses.mac());
      addresses.held().forEach(address -> wanted.put(address, holder));
    }
    for (Service service : network.services()) {
      AddressHolder holder = new AddressHolder.Service(service.name());
      service.addresses().forEach(address -> wanted.put(address, holder));
    }
    return wanted;
  }

  private Todo leaked(IpPrefix pool, IpAddress address, AddressHolder holder) {
    return new Todo(
        difference(pool, address, "free", "held for " + holder + ", which does not have it"),
        () -> network.addresses().release(address));
  }

  private Todo unheld(IpPrefix pool, IpAddress address, AddressHolder holder) {
    return new Todo(
        difference(pool, address, "held for " + holder, "free to be given to others"),
        () -> network.addresses().hold(address, holder));
  }

  private Difference difference(IpPrefix pool, IpAddress address, String should, String actual) {
    return new Difference(
        Kind.ALLOCATION,
        Whose.network(network.name()),
        "address " + address + " of pool " + pool,
        should,
        actual,
        true);
  }
}
