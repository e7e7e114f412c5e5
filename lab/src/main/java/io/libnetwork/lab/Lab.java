package io.libnetwork.lab;

import java.util.List;
import java.util.Optional;

/// Networks, the containers on them and the services they offer, wanted together.
///
/// Names are the lab's own: what is called `web` here is `shop-web` on the host when the lab is
/// called `shop`, so that two labs may have the same. Inside the lab's networks the short names are
/// looked up.
///
/// @param name of the lab: 1 to 40 lower-case letters, digits or `-`, beginning with a letter and
///   not ending with `-`
/// @param networks in the order they are written
/// @param sandboxes in the order they are written
/// @param services in the order they are written
public record Lab(
    String name, List<LabNetwork> networks, List<LabSandbox> sandboxes, List<LabService> services) {

  /// How labels begin that are kept for the daemon, and that nobody else gives.
  public static final String RESERVED_LABELS = "io.libnetwork.";

  /// @throws io.libnetwork.NetworkException.InvalidParameter when the name is none
  public Lab {
    LabNames.requireLab(name);
    networks = List.copyOf(networks);
    sandboxes = List.copyOf(sandboxes);
    services = List.copyOf(services);
  }

  /// A lab that has nothing.
  public static Lab empty(String name) {
    return new Lab(name, List.of(), List.of(), List.of());
  }

  /// What something of the lab is called on the host.
  public String nameOnHost(String shortName) {
    return name + "-" + shortName;
  }

  public Optional<LabNetwork> network(String shortName) {
    return networks.stream().filter(network -> network.name().equals(shortName)).findFirst();
  }

  public Optional<LabSandbox> sandbox(String shortName) {
    return sandboxes.stream().filter(sandbox -> sandbox.name().equals(shortName)).findFirst();
  }

  public Optional<LabService> service(String shortName) {
    return services.stream().filter(service -> service.name().equals(shortName)).findFirst();
  }
}
