package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.MacAddress;
import java.util.List;
import java.util.Optional;

/// What a network keeps for the endpoint of a name, whether there is one or not: its addresses, its
/// MAC address, and the host's ports that it published last. Nobody else is given them.
///
/// Made by [Network#reserve], or with the endpoint by [EndpointOption.Reserve]. Every endpoint of
/// the name has what is reserved, until it is [released][#release] or the network is deleted.
///
/// Safe for use by many threads; changes take turns on the network's lock, reads take none.
public final class Reservation {

  private final ControllerCore core;
  private final Network network;
  private final String name;
  private final EndpointAddresses addresses;
  private volatile List<PortBinding> ports;
  private volatile boolean released;

  /// @param addresses all of which this holds
  /// @param ports what an endpoint has published last
  Reservation(
      ControllerCore core,
      Network network,
      String name,
      EndpointAddresses addresses,
      List<PortBinding> ports) {
    this.core = core;
    this.network = network;
    this.name = name;
    this.addresses = addresses;
    this.ports = List.copyOf(ports);
  }

  /// The name of the endpoint it is for.
  public String name() {
    return name;
  }

  public Network network() {
    return network;
  }

  /// The addresses: one of each family of the network.
  public List<InterfaceAddress> addresses() {
    return addresses.all();
  }

  /// The interface's MAC address.
  public Optional<MacAddress> macAddress() {
    return addresses.mac();
  }

  /// The host's ports that the endpoint publishes, or has published last. While it does not,
  /// sockets of ours hold them; an endpoint that asks for free ones gets the same again.
  public List<PortBinding> ports() {
    return ports;
  }

  /// The endpoint that has them now.
  public Optional<Endpoint> endpoint() {
    return network.findEndpoint(name);
  }

  /// Whether it has ended.
  public boolean released() {
    return released || network.deleted();
  }

  /// Lets others have what is reserved. What is already released is a success.
  ///
  /// @throws NetworkException.Forbidden while there is an endpoint that has it
  public void release() {
    core.run("release", this::toString, () -> core.reserving().release(this));
  }

  @Override
  public String toString() {
    return "reservation " + name + " on network " + network.name();
  }

  /// What is kept of it.
  Ledger.Entry entry() {
    return new Ledger.Entry(
        ReservationRecord.key(network.id(), name),
        () -> released() ? Optional.empty() : Optional.of(ReservationRecord.of(this).fields()));
  }

  EndpointAddresses addressesHeld() {
    return addresses;
  }

  /// Notes what its endpoint publishes by now; called under the network's lock.
  void publishes(List<PortBinding> now) {
    ports = List.copyOf(now);
  }

  void markReleased(boolean done) {
    released = done;
  }
}
