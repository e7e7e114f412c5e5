package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.TransportPort;
import java.util.ArrayList;
import java.util.List;

/// What is known of a port of the host: whether it leads to a container or to a service, and who
/// has it.
final class Publication {

  private final Survey survey;
  private final IpAddress at;
  private final TransportPort port;

  Publication(Survey survey, IpAddress at, TransportPort port) {
    this.survey = survey;
    this.at = at;
    this.port = port;
  }

  /// Sentences; none for an address that is not the host's.
  List<String> describe() {
    NamespaceView host = survey.host();
    if (!host.type(at).equals("local")) {
      return List.of();
    }
    List<String> told = new ArrayList<>();
    PortMaps maps = new PortMaps(host.ruleset());
    boolean leads = maps.lead(port.protocol(), at, port.port().number());
    maps.all().stream()
        .filter(lead -> lead.protocol() == port.protocol())
        .filter(lead -> lead.port() == port.port().number())
        .map(lead -> "published at " + lead)
        .distinct()
        .forEach(told::add);
    if (maps.serves(port.protocol(), at, port.port().number())) {
      told.add("a service's port");
    }
    if (!leads) {
      told.add("not published at " + at);
    }
    List<String> sockets = new Listeners(host, true).at(port);
    sockets.forEach(socket -> told.add("a socket of the host has it: " + socket));
    if (sockets.isEmpty()) {
      told.add("no socket of the host has it");
    }
    return told;
  }
}
