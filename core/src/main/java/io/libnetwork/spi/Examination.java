package io.libnetwork.spi;

import io.libnetwork.Difference;
import io.libnetwork.EndpointId;
import io.libnetwork.NetworkId;
import io.libnetwork.PortBinding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A look at what a driver has of the host, which changes nothing.
///
/// The kernel is asked when it begins, and once for everything. It takes no lock: what operations
/// do meanwhile may look like a difference, and is looked at again by who holds the network's lock.
/// Used by one thread.
public interface Examination {

  /// A network that should be there, by what it was asked to be alone: neither it nor the endpoints
  /// made on it are known to the driver, and nothing may be asked of them but what they should be.
  ///
  /// @return empty where this kind of network has nothing of the host
  Optional<DriverNetwork> planned(NetworkSpec spec);

  /// Notes a service with virtual addresses that a [planned][#planned] network should have; to be
  /// told before the network is compared.
  ///
  /// @param backends the planned endpoints that serve it, joined, whether they get new connections
  ///   or not
  default void service(
      DriverNetwork network, ServiceSpec spec, Collection<DriverEndpoint> backends) {}

  /// What differs of a network and of its endpoints, on the host's side.
  ///
  /// @param network of this driver, live or [planned][#planned]
  /// @param joined those of its endpoints that a sandbox has joined
  List<Difference> network(DriverNetwork network, Collection<DriverEndpoint> joined);

  /// What differs of what the driver's networks have together, such as a firewall.
  default List<Difference> shared() {
    return List.of();
  }

  /// As [#shared], of what networks that are only [planned][#planned] should have together.
  ///
  /// @param networks all of them
  /// @param joined their endpoints that a sandbox has joined, with what these have of the host for
  ///   what they publish
  default List<Difference> shared(
      Collection<DriverNetwork> networks, Map<DriverEndpoint, List<PortBinding>> joined) {
    return List.of();
  }

  /// What bears our mark and belongs to nothing.
  ///
  /// @param networks whether a network exists, or is about to
  /// @param endpoints whether an endpoint exists, or is about to
  List<Difference> leftovers(Predicate<NetworkId> networks, Predicate<EndpointId> endpoints);

  /// One that finds nothing, of drivers that leave nothing in the kernel.
  static Examination ofNothing() {
    return new Examination() {
      @Override
      public Optional<DriverNetwork> planned(NetworkSpec spec) {
        return Optional.empty();
      }

      @Override
      public List<Difference> network(DriverNetwork network, Collection<DriverEndpoint> joined) {
        return List.of();
      }

      @Override
      public List<Difference> leftovers(
          Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
        return List.of();
      }
    };
  }
}
