package io.libnetwork.explain;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Published ports that a proxy of this process serves: those that the firewall is not meant to
/// translate. Who is behind one is asked anew, by the host.
///
/// @param bindings all that is published
/// @param desired what the firewall should have
record ProxiedPorts(List<PortBinding> bindings, Optional<Ruleset> desired) {

  static final ProxiedPorts NONE = new ProxiedPorts(List.of(), Optional.empty());

  ProxiedPorts {
    bindings = List.copyOf(bindings);
  }

  /// What the endpoints and services of a controller publish.
  static ProxiedPorts of(Controller controller, Optional<Ruleset> desired) {
    List<PortBinding> bindings = new ArrayList<>();
    for (Network network : controller.networks()) {
      for (Endpoint endpoint : network.endpoints()) {
        bindings.addAll(endpoint.driverInformation().ports());
      }
      network.services().forEach(service -> bindings.addAll(service.bindings()));
    }
    return new ProxiedPorts(bindings, desired);
  }

  /// The binding by which a port of an address of the host is served.
  Optional<PortBinding> at(IpAddress asked, TransportPort port) {
    return bindings.stream()
        .filter(binding -> binding.protocol() == port.protocol())
        .filter(binding -> binding.hostPorts().contains(port.port()))
        .filter(binding -> covers(binding.hostAddress(), asked))
        .filter(binding -> untranslated(binding, asked, port))
        .findFirst();
  }

  /// The container's port behind one of the host's.
  static Port behind(PortBinding binding, Port host) {
    int index = host.number() - binding.hostPort().number();
    return new Port(binding.containerPort().number() + index);
  }

  private static boolean covers(IpAddress host, IpAddress asked) {
    return host.equals(asked) || (host.unspecified() && host.family() == asked.family());
  }

  private boolean untranslated(PortBinding binding, IpAddress asked, TransportPort port) {
    boolean loopback = asked.family() == IpFamily.V6 && asked.loopback();
    boolean leads =
        desired
            .map(PortMaps::new)
            .filter(maps -> maps.lead(port.protocol(), asked, port.port().number()))
            .isPresent();
    return loopback || asked.family() != binding.containerAddress().family() || !leads;
  }
}
