package io.libnetwork.drivers.proxy;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.relay.Clients;
import io.libnetwork.linux.relay.ListeningSocket;
import io.libnetwork.linux.relay.Relay;
import io.libnetwork.linux.relay.RelayLimits;
import io.libnetwork.linux.relay.RelayedPort;
import io.libnetwork.linux.relay.Relaying;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The published ports of a host that are served by the process.
///
/// The threads start with the first port, and stay for the next ones until this is closed. The
/// limits hold for all ports of the host together. Safe for use by many threads.
public final class PortProxies implements AutoCloseable {

  private final NamespaceThread thread;
  private final NetworkNamespace host;
  private final RelayLimits limits;
  private final LongSupplier clock;
  private @Nullable Relay relay;
  private boolean closed;

  /// @param host where the ports are, and from where containers are reached; neither is closed here
  public PortProxies(NamespaceThread thread, NetworkNamespace host) {
    this(thread, host, RelayLimits.DEFAULT, System::nanoTime);
  }

  /// @param clock tells nanoseconds, as [System#nanoTime] does; idle times are measured by it
  public PortProxies(
      NamespaceThread thread, NetworkNamespace host, RelayLimits limits, LongSupplier clock) {
    this.thread = thread;
    this.host = host;
    this.limits = limits;
    this.clock = clock;
  }

  /// Whether some of a binding's traffic reaches the container by a proxy only: the kernel
  /// translates no address into one of the other family, and sends nothing that is for `::1` to
  /// another link.
  public static boolean needs(PortBinding binding) {
    IpAddress at = binding.hostAddress();
    boolean loopback = at.family() == IpFamily.V6 && (at.unspecified() || at.loopback());
    return loopback || at.family() != binding.containerAddress().family();
  }

  /// Serves ports, all or none. They are taken in one visit to the host's namespace.
  ///
  /// @return one for each binding, in their order
  /// @throws io.libnetwork.NetworkException.Conflict when somebody has a port
  /// @throws io.libnetwork.NetworkException.InvalidParameter when an address is not the host's
  /// @throws io.libnetwork.NetworkException.NotImplemented for SCTP
  /// @throws io.libnetwork.NetworkException.Forbidden when the process may not take a port
  /// @throws io.libnetwork.NetworkException.Unavailable when no further file can be opened
  public List<PortProxy> open(List<PortBinding> bindings) {
    Refusals.requireProtocols(bindings);
    return open(thread.call(host, () -> listen(bindings)));
  }

  /// Serves ports that are taken already, all or none, however many in one step.
  ///
  /// @param held single ports, and for each a socket at its host address, which is handed over
  /// @return one for each, in their order
  /// @throws IllegalStateException when this or a socket is closed
  public List<PortProxy> open(Map<PortBinding, ListeningSocket> held) {
    if (held.isEmpty()) {
      return List.of();
    }
    try {
      return opened(held);
    } catch (RuntimeException failure) {
      held.values().forEach(ListeningSocket::close);
      throw failure;
    }
  }

  /// Closes several together, which takes hardly longer than one.
  public void close(Collection<PortProxy> opened) {
    Relay present = relay();
    if (!opened.isEmpty() && present != null) {
      present.close(opened.stream().map(PortProxy::port).toList());
    }
  }

  /// Closes all ports, and ends the threads. Again does nothing.
  @Override
  public void close() {
    Relay ending;
    synchronized (this) {
      ending = relay;
      relay = null;
      closed = true;
    }
    if (ending != null) {
      ending.close();
    }
  }

  private List<PortProxy> opened(Map<PortBinding, ListeningSocket> held) {
    List<Relaying> wanted = new ArrayList<>(held.size());
    held.forEach((binding, socket) ->
        wanted.add(new Relaying(socket, binding.containerAddress(), binding.containerPort())));
    List<RelayedPort> ports = started().relay(wanted);
    List<PortProxy> opened = new ArrayList<>(ports.size());
    for (PortBinding binding : held.keySet()) {
      opened.add(new PortProxy(binding, ports.get(opened.size())));
    }
    return opened;
  }

  private synchronized Relay started() {
    if (closed) {
      throw new IllegalStateException("the proxies of this host are closed");
    }
    Relay present = relay;
    if (present == null) {
      present = Relay.start(thread, host, limits, clock);
      relay = present;
    }
    return present;
  }

  private synchronized @Nullable Relay relay() {
    return relay;
  }

  private static Map<PortBinding, ListeningSocket> listen(List<PortBinding> bindings) {
    Map<PortBinding, ListeningSocket> sockets = new LinkedHashMap<>();
    for (PortBinding binding : bindings) {
      try {
        sockets.put(
            binding,
            ListeningSocket.open(
                binding.protocol(),
                binding.hostAddress(),
                binding.hostPort(),
                binding.sources().isEmpty() ? Clients.EVERYBODY : Clients.of(binding.sources())));
      } catch (SystemCallException refused) {
        sockets.values().forEach(ListeningSocket::close);
        throw Refusals.of(binding, refused);
      }
    }
    return sockets;
  }
}
