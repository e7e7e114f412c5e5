package io.libnetwork.lab;

import io.libnetwork.Balancing;
import io.libnetwork.HealthCheck;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import java.util.List;
import java.util.Optional;

/// A service of a lab: one name for several containers on one network.
///
/// @param name in the lab: one label of a domain name
/// @param network the lab's name of the network
/// @param ports of the service
/// @param roundRobin whether it has no address of its own and its name is answered with those of
///   its backends
/// @param balancing how connections are shared out
/// @param addresses virtual ones, one of a family at most; the network's choice without
/// @param published ports of the service reachable at the host
/// @param check how it is found out whether backends are well
/// @param aliases further names
/// @param backends containers of the lab that are on the network
public record LabService(
    String name,
    String network,
    List<ServicePort> ports,
    boolean roundRobin,
    Balancing balancing,
    List<IpAddress> addresses,
    List<PublishedPort> published,
    Optional<HealthCheck> check,
    List<String> aliases,
    List<Backend> backends) {

  /// Who answers.
  ///
  /// @param sandbox the lab's name of the container
  /// @param weight how large its part is among the others': 1 to 256
  public record Backend(String sandbox, int weight) {

    private static final int HEAVIEST = 256;

    /// @throws NetworkException.InvalidParameter when the weight is out of its range
    public Backend {
      if (weight < 1 || weight > HEAVIEST) {
        throw new NetworkException.InvalidParameter(
            "invalid weight %d of %s: expected 1 to %d".formatted(weight, sandbox, HEAVIEST));
      }
    }
  }

  /// @throws io.libnetwork.NetworkException.InvalidParameter when the name is none
  public LabService {
    LabNames.requireService(name);
    ports = List.copyOf(ports);
    addresses = List.copyOf(addresses);
    published = List.copyOf(published);
    aliases = List.copyOf(aliases);
    backends = List.copyOf(backends);
  }
}
