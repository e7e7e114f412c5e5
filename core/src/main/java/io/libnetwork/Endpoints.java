package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.NetworkDriver;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Making endpoints and taking them away; under the network's lock.
final class Endpoints {

  private static final int LEAST_IPV6_MTU = 1_280;

  private final ControllerCore core;

  Endpoints(ControllerCore core) {
    this.core = core;
  }

  Endpoint create(Network network, String name, EndpointConfig config) {
    Endpoint endpoint = createUnwritten(network, name, config);
    try {
      core.ledger().commit(endpoint.entries());
      return endpoint;
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> undo(endpoint));
      throw undo.all(failure);
    }
  }

  /// As [#create], for who goes on with it and writes it then.
  Endpoint createUnwritten(Network network, String name, EndpointConfig config) {
    Names.require("endpoint", name);
    network.addresses().awaitRelease(config.chosen().values());
    network
        .findReservation(name)
        .ifPresent(kept -> network.addresses().awaitRelease(kept.addressesHeld().held()));
    // Asked before: an address that gets free after it was refused is not seen any more then.
    boolean forgetting = network.addresses().forgetting();
    try {
      return createHolding(network, name, config);
    } catch (NetworkException.Unavailable exhausted) {
      if (network.addresses().awaitForgetting() || forgetting) {
        return createHolding(network, name, config);
      }
      throw exhausted;
    }
  }

  private Endpoint createHolding(Network network, String name, EndpointConfig config) {
    return Locks.holding(network.lock(), () -> createLocked(network, name, config));
  }

  /// Takes an endpoint away and waits until the interface it had last is gone.
  void deleteAndAwait(Endpoint endpoint) {
    delete(endpoint);
    core.ledger().commit(endpoint.gone());
    Removals.await(endpoint.lastRemoval(), "the interface of " + endpoint);
  }

  /// Takes an endpoint away, and leaves writing it to the caller; its addresses are free once the
  /// interface it had last is gone.
  void delete(Endpoint endpoint) {
    Locks.run(endpoint.network().lock(), () -> deleteLocked(endpoint));
  }

  /// As [#delete], of one that its operation has made, with what it has reserved.
  void undo(Endpoint endpoint) {
    delete(endpoint);
    core.reserving().undo(endpoint);
  }

  private Endpoint createLocked(Network network, String name, EndpointConfig config) {
    network.requireAlive();
    network.driverNetwork();
    EndpointId id = EndpointId.random(core.random());
    Registry<EndpointId, Endpoint> registry = network.endpointRegistry();
    registry.claim(id, name);
    Undo undo = new Undo();
    undo.with(() -> registry.remove(id));
    try {
      Endpoint endpoint = make(network, id, name, config, undo);
      registry.add(id, endpoint);
      core.events()
          .publish(revision -> new Event.EndpointCreated(revision, id, name, network.id()));
      return endpoint;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private Endpoint make(
      Network network, EndpointId id, String name, EndpointConfig config, Undo undo) {
    boolean reservedBefore = network.findReservation(name).isPresent();
    EndpointAddresses addresses = core.reserving().addresses(network, name, config, undo);
    requireMtu(name, config.mtu(), addresses);
    DriverEndpoint driverEndpoint =
        network
            .driverNetwork()
            .createEndpoint(
                spec(id, name, config, addresses, network.findReservation(name).isPresent()));
    undo.with(driverEndpoint::delete);
    BandwidthLimiting.requireLimitable(network, name, config.bandwidth(), driverEndpoint);
    Endpoint made = new Endpoint(core, id, name, network, config, addresses, driverEndpoint);
    if (!reservedBefore) {
      made.noteReservedFirst();
    }
    return made;
  }

  /// What a driver reads in texts.
  static Optional<EndpointDriverOptions> driverOptions(
      NetworkDriver driver, Map<String, String> texts) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    DriverLabels labels = new DriverLabels(texts);
    Optional<EndpointDriverOptions> options = driver.endpointOptions(labels);
    if (!labels.left().isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "driver %s takes no option %s of an endpoint"
              .formatted(driver.name(), String.join(", ", labels.left())));
    }
    return options;
  }

  /// @param keepsPorts whether ports are kept for the next endpoint of the name
  static EndpointSpec spec(
      EndpointId id,
      String name,
      EndpointConfig config,
      EndpointAddresses addresses,
      boolean keepsPorts) {
    return new EndpointSpec(
        id,
        name,
        addresses.mac(),
        addresses.all(),
        config.linkLocal(),
        config.mtu(),
        config.nameOnHost(),
        config.ports(),
        config.exposed(),
        config.gateway(),
        keepsPorts,
        config.bandwidth(),
        config.driverOptions());
  }

  /// Makes an endpoint again that was there before a restart. Nothing of it is in the kernel that
  /// its driver has not found.
  Endpoint restore(Network network, EndpointRecord record) {
    Registry<EndpointId, Endpoint> registry = network.endpointRegistry();
    registry.claim(record.id(), record.name());
    Undo undo = new Undo();
    undo.with(() -> registry.remove(record.id()));
    try {
      EndpointAddresses addresses = record.addresses();
      for (IpAddress held : addresses.held()) {
        network.addresses().restore(held, record.name(), addresses.mac());
        undo.with(() -> network.addresses().release(held));
      }
      DriverEndpoint driverEndpoint =
          network
              .driverNetwork()
              .createEndpoint(
                  spec(
                      record.id(),
                      record.name(),
                      record.config(),
                      addresses,
                      network.findReservation(record.name()).isPresent()));
      driverEndpoint.restore(record.state());
      Endpoint endpoint =
          new Endpoint(
              core,
              record.id(),
              record.name(),
              network,
              record.config(),
              addresses,
              driverEndpoint);
      registry.add(record.id(), endpoint);
      return endpoint;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private static void requireMtu(String name, OptionalInt mtu, EndpointAddresses addresses) {
    if (addresses.of(IpFamily.V6).isPresent() && mtu.orElse(LEAST_IPV6_MTU) < LEAST_IPV6_MTU) {
      throw new NetworkException.InvalidParameter(
          "endpoint "
              + name
              + ": invalid MTU "
              + mtu.getAsInt()
              + ": IPv6 needs "
              + LEAST_IPV6_MTU
              + " at least (RFC 8200 section 5); NoIpv6 does without");
    }
  }

  private void deleteLocked(Endpoint endpoint) {
    if (endpoint.deleted()) {
      return;
    }
    endpoint
        .sandbox()
        .ifPresent(holder -> {
          throw new NetworkException.Forbidden(
              "cannot delete " + endpoint + ": " + holder + " has joined it; leave first");
        });
    Network network = endpoint.network();
    core.services().backends().deleted(endpoint);
    if (endpoint.isLinked()) {
      endpoint.removing(endpoint.driverEndpoint().leave(false));
    }
    endpoint.driverEndpoint().delete();
    endpoint.markDeleted();
    network.endpointRegistry().remove(endpoint.id());
    network.addresses().releaseAfter(endpoint.lastRemoval(), endpoint.addressesHeld());
    core.events()
        .publish(revision ->
            new Event.EndpointDeleted(revision, endpoint.id(), endpoint.name(), network.id()));
  }
}
