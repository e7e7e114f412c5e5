package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One endpoint's way to its ports: what is noted and held so far, to be undone if it does not get
/// all. Not for several threads.
final class Leasing {

  private final HostPorts ports;
  private final String endpoint;
  private final List<HostSocket> noted = new ArrayList<>();
  private final List<HeldSockets> held = new ArrayList<>();
  private @Nullable FreePorts free;

  Leasing(HostPorts ports, String endpoint) {
    this.ports = ports;
    this.endpoint = endpoint;
  }

  PortLease lease(List<Claim> claims) {
    takeNamed(claims);
    List<PortBinding> bindings = new ArrayList<>();
    for (Claim claim : claims) {
      bindings.addAll(
          claim.bindings(
              claim.request().hostPorts().map(PortRange::first).orElseGet(() -> choose(claim))));
    }
    return new PortLease(ports.book(), noted, held, bindings);
  }

  void undo() {
    PortLease.close(ports.book(), noted, held);
  }

  /// All ports that are asked for by number, in one visit to the host's namespace.
  private void takeNamed(List<Claim> claims) {
    List<HostSocket> named =
        claims.stream()
            .flatMap(claim ->
                claim.request().hostPorts().map(PortRange::first).stream().map(claim::sockets))
            .flatMap(List::stream)
            .toList();
    if (!named.isEmpty()) {
      ports.book().reserve(endpoint, named);
      noted.addAll(named);
      held.add(ports.hold(named));
    }
  }

  private Port choose(Claim claim) {
    Protocol protocol = claim.request().protocol();
    Iterator<Port> candidates = freePorts().after(ports.cursor(protocol)).iterator();
    while (candidates.hasNext()) {
      Port candidate = candidates.next();
      if (take(claim.sockets(candidate))) {
        ports.chosen(protocol, candidate);
        return candidate;
      }
    }
    throw new NetworkException.Unavailable(
        "no port is free for %s/%s of endpoint \"%s\": all of the host's local ports %s are taken or reserved; expected a wider net.ipv4.ip_local_port_range, or a host port by number"
            .formatted(claim.request().containerPorts(), protocol, endpoint, freePorts().range()));
  }

  /// @return false when one of them is taken, by whomever
  private boolean take(List<HostSocket> places) {
    if (ports.book().tryReserve(endpoint, places).isPresent()) {
      return false;
    }
    noted.addAll(places);
    try {
      held.add(ports.hold(places));
      return true;
    } catch (NetworkException.Conflict taken) {
      ports.book().release(places);
      noted.removeAll(places);
      return false;
    }
  }

  private FreePorts freePorts() {
    FreePorts known = free;
    if (known == null) {
      known = ports.freePorts();
      free = known;
    }
    return known;
  }
}
