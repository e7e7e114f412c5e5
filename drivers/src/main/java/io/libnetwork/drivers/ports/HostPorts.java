package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A host's ports: who has which, and the sockets that keep them from everybody else.
///
/// One object speaks for a whole host. Safe for use by many threads; the sockets are opened outside
/// its lock.
public final class HostPorts {

  private final NamespaceThread thread;
  private final NetworkNamespace host;
  private final PortBook book = new PortBook();
  private final PortReturns returns = new PortReturns();

  /// By protocol, the one chosen last: a port that was given back is not chosen again before all
  /// others have been.
  private final Map<Protocol, Port> cursors = new ConcurrentHashMap<>();

  /// @param host where the ports are; neither is closed here
  public HostPorts(NamespaceThread thread, NetworkNamespace host) {
    this.thread = thread;
    this.host = host;
  }

  /// Gives an endpoint all the ports it asks for, or none.
  ///
  /// A request that names no port of the host gets a free one of the kernel's range for local
  /// ports, the same for both families. One that names no address of the host is given every
  /// address of each family that the endpoint has. Requests that name a port are served first,
  /// whatever their order.
  ///
  /// @param endpoint the endpoint's name, by which others are told that a port is taken
  /// @param addresses the endpoint's, of which the first of each family is published
  /// @throws io.libnetwork.NetworkException.Conflict when another endpoint, or a process, has a
  ///   port that is asked for by its number; the message tells which of the two
  /// @throws io.libnetwork.NetworkException.InvalidParameter when an address is not the host's, or
  ///   the endpoint has none of its family
  /// @throws io.libnetwork.NetworkException.NotImplemented for SCTP, and for `::1` and link-local
  ///   addresses of the host, to which the kernel translates nothing
  /// @throws io.libnetwork.NetworkException.Unavailable when no port is free, or no further file
  ///   can be opened
  /// @throws io.libnetwork.NetworkException.Forbidden when the process may not take a port
  public PortLease lease(String endpoint, List<PublishedPort> requests, List<IpAddress> addresses) {
    List<Claim> claims = requests.stream().map(request -> Claim.of(request, addresses)).toList();
    try {
      return lease(endpoint, claims);
    } catch (NetworkException.Conflict taken) {
      if (returns.await()) {
        return lease(endpoint, claims);
      }
      throw taken;
    }
  }

  /// Takes ports back when something has happened, or has failed to. Until then they are held, and
  /// who asks for them by number waits.
  ///
  /// @param condition completes soon, whatever becomes of it
  /// @return completes when others can have them
  public CompletableFuture<Void> closeAfter(CompletableFuture<Void> condition, PortLease lease) {
    return returns.closeAfter(condition, lease);
  }

  private PortLease lease(String endpoint, List<Claim> claims) {
    Leasing leasing = new Leasing(this, endpoint);
    try {
      return leasing.lease(claims);
    } catch (RuntimeException failure) {
      leasing.undo();
      throw failure;
    }
  }

  PortBook book() {
    return book;
  }

  /// Holds all of them or none.
  HeldSockets hold(List<HostSocket> places) {
    return thread.call(host, () -> HeldSockets.open(places));
  }

  FreePorts freePorts() {
    return thread.call(host, FreePorts::read);
  }

  /// The port that was chosen last; the search starts after it.
  Optional<Port> cursor(Protocol protocol) {
    return Optional.ofNullable(cursors.get(protocol));
  }

  void chosen(Protocol protocol, Port port) {
    cursors.put(protocol, port);
  }
}
