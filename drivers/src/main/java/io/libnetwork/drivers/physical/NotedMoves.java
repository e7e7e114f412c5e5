package io.libnetwork.drivers.physical;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.PlannedStep;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Notes;

/// Where links would go.
record NotedMoves(Host host, Notes notes) implements LinkMoves {

  @Override
  public Ifindex into(PhysicalEndpoint endpoint, InterfaceName link, JoinRequest request) {
    Link there =
        host.rtnetlink()
            .find(Links.get(link))
            .orElseThrow(() ->
                new NetworkException.NotFound(
                    "%s: the host has no link %s".formatted(endpoint, link)));
    notes.note(
        PlannedStep.change(
            PlannedStep.Kind.LINK,
            endpoint.whose(),
            "interface " + link,
            "moved into the sandbox, as " + request.name()));
    return there.index();
  }

  @Override
  public void back(PhysicalEndpoint endpoint, InterfaceName link, NetworkNamespace sandbox) {
    notes.note(
        PlannedStep.change(
            PlannedStep.Kind.LINK,
            endpoint.whose(),
            "interface " + link,
            "moved back to the host, and what it was"));
  }
}
