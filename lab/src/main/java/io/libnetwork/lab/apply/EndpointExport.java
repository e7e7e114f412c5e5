package io.libnetwork.lab.apply;

import io.libnetwork.Endpoint;
import io.libnetwork.EndpointConfig;
import io.libnetwork.lab.LabEndpoint;
import java.util.ArrayList;
import java.util.List;

/// An endpoint of the host, as one of a lab.
final class EndpointExport {

  private final Endpoint endpoint;
  private final EndpointConfig config;
  private final String sandbox;
  private final List<String> unsaid;

  /// @param sandbox what its container is called in the lab
  /// @param unsaid is told what cannot be said
  EndpointExport(Endpoint endpoint, String sandbox, List<String> unsaid) {
    this.endpoint = endpoint;
    this.config = endpoint.config();
    this.sandbox = sandbox;
    this.unsaid = unsaid;
  }

  /// @param network what its network is called in the lab
  LabEndpoint on(String network) {
    tellUnsaid();
    return new LabEndpoint(
        network,
        List.copyOf(config.chosen().values()),
        config.mac(),
        config.nameInside(),
        aliases(),
        config.links(),
        endpoint.published(),
        endpoint.bandwidth(),
        config.routes(),
        config.sysctls(),
        config.gateway(),
        config.priority(),
        config.mtu(),
        LabLabels.theirs(config.labels()));
  }

  /// In a lab it has the name of its container: others may know it by the one it has.
  private List<String> aliases() {
    List<String> aliases = new ArrayList<>(config.aliases());
    if (!endpoint.name().equals(sandbox) && !aliases.contains(endpoint.name())) {
      aliases.add(endpoint.name());
    }
    return aliases;
  }

  private void tellUnsaid() {
    tell("its address was allocated elsewhere", !config.allocated().isEmpty());
    tell("its further addresses", !config.linkLocal().isEmpty());
    tell("the name of its interface on the host", config.nameOnHost().isPresent());
    tell("how it is announced", config.announcement().isPresent());
    tell("what its container listens on", !config.exposed().isEmpty());
    tell("that what it has is kept for it", config.reserve());
    tell("that it has no IPv6", !config.ipv6());
    tell("options of its driver", config.driverOptions().isPresent());
  }

  private void tell(String what, boolean there) {
    if (there) {
      unsaid.add(
          "endpoint %s of network %s: %s"
              .formatted(endpoint.name(), endpoint.network().name(), what));
    }
  }
}
