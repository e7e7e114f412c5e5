package io.libnetwork.drivers.publish;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of an endpoint is published at its own addresses, because its network translates none.
///
/// @param plan the endpoint's network
/// @param ports what was asked for
public record Publication(PublishPlan plan, List<PublishedPort> ports) {

  public Publication {
    ports = List.copyOf(ports);
  }

  /// Requests, with the clients that a network's ports are for where a request names none.
  public static List<PublishedPort> limited(PublishPlan plan, List<PublishedPort> ports) {
    Set<IpPrefix> usual = plan.policy().sources();
    return usual.isEmpty()
        ? ports
        : ports.stream().map(port -> port.sources().isEmpty() ? port.from(usual) : port).toList();
  }

  /// Answers where an endpoint or a service of a network may publish these ports.
  ///
  /// @param who as in `endpoint web`
  public static void require(PublishPlan plan, String who, List<PublishedPort> ports) {
    if (plan.internal() && !ports.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "%s cannot publish %s: network %s is internal"
              .formatted(who, ports.getFirst(), plan.network()));
    }
    if (plan.others().isPresent() && !ports.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "%s cannot publish %s: network %s is on bridge %s of others, where it is reached at its own address"
              .formatted(who, ports.getFirst(), plan.network(), plan.others().get()));
    }
    ports.forEach(port -> requireUntranslated(plan, who, port));
  }

  /// Where nothing is translated, a port that was asked for at one address of the host would be
  /// reached from everywhere.
  private static void requireUntranslated(PublishPlan plan, String who, PublishedPort port) {
    Optional<IpAddress> at = port.hostAddress().filter(address -> !address.unspecified());
    if (at.isPresent() && !plan.gateway(at.get().family()).mode().translates()) {
      throw new NetworkException.InvalidParameter(
          "%s cannot publish %s: network %s is %s in %s, where ports are reached at the endpoint's own address; ask for no address of the host"
              .formatted(
                  who,
                  port,
                  plan.network(),
                  plan.gateway(at.get().family()).mode(),
                  at.get().family()));
    }
  }

  /// What is published of an endpoint at its own addresses: as the same ports that it listens on.
  public List<PortBinding> atTheEndpoint(List<IpAddress> addresses) {
    return addresses.stream()
        .filter(address -> !plan.gateway(address.family()).mode().translates())
        .flatMap(address ->
            ports.stream()
                .filter(port -> open(port, address.family()))
                .map(port -> binding(port, address)))
        .toList();
  }

  /// The kernel leads from the host's address to the endpoint's, which has to be of the same family
  /// and, where that is IPv6, not of the host's loopback interface.
  public static boolean translated(PortBinding binding) {
    IpAddress host = binding.hostAddress();
    return !host.equals(binding.containerAddress())
        && host.family() == binding.containerAddress().family()
        && !(host.family() == IpFamily.V6 && host.loopback());
  }

  /// The same ports of an endpoint where it listens itself.
  public static PortBinding atTheEndpoint(PortBinding binding) {
    return new PortBinding(
        binding.protocol(),
        binding.containerAddress(),
        binding.containerPorts(),
        binding.containerAddress(),
        binding.containerPorts(),
        binding.sources());
  }

  private static PortBinding binding(PublishedPort port, IpAddress address) {
    return new PortBinding(
        port.protocol(),
        address,
        port.containerPorts(),
        address,
        port.containerPorts(),
        port.sources());
  }

  /// A port for the host alone, or for the other family, is not opened.
  private boolean open(PublishedPort port, IpFamily family) {
    return port.hostAddress()
        .map(address -> address.family() == family)
        .orElseGet(() -> plan.policy().outward(family));
  }
}
