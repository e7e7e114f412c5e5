package io.libnetwork.drivers.proxy;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.ports.ProxiedPort;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.relay.Clients;
import io.libnetwork.linux.relay.ListeningSocket;
import io.libnetwork.linux.relay.Relay;
import io.libnetwork.linux.relay.RelayLimits;
import io.libnetwork.linux.relay.RelayedPort;
import io.libnetwork.linux.relay.Relaying;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    return serve(thread.call(host, () -> listen(bindings)));
  }

  /// Serves ports that are taken already, all or none, however many in one step.
  ///
  /// @param held their sockets are handed over
  /// @return one for each, in their order
  /// @throws IllegalStateException when this or a socket is closed
  public List<PortProxy> serve(List<ProxiedPort> held) {
    if (held.isEmpty()) {
      return List.of();
    }
    try {
      return opened(held);
    } catch (RuntimeException failure) {
      held.forEach(each -> each.socket().close());
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

  private List<PortProxy> opened(List<ProxiedPort> held) {
    List<Relaying> wanted = new ArrayList<>(held.size());
    for (ProxiedPort each : held) {
      PortBinding binding = each.binding();
      wanted.add(new Relaying(each.socket(), binding.containerAddress(), binding.containerPort()));
    }
    List<RelayedPort> ports = started().relay(wanted);
    List<PortProxy> opened = new ArrayList<>(ports.size());
    for (int i = 0; i < ports.size(); i++) {
      opened.add(new PortProxy(held.get(i).binding(), ports.get(i)));
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

  private static List<ProxiedPort> listen(List<PortBinding> bindings) {
    List<ProxiedPort> ports = new ArrayList<>(bindings.size());
    for (PortBinding binding : bindings) {
      try {
        ListeningSocket socket =
            ListeningSocket.open(
                SocketSource.HERE,
                binding.protocol(),
                binding.hostAddress(),
                binding.hostPort(),
                binding.sources().isEmpty() ? Clients.EVERYBODY : Clients.of(binding.sources()));
        ports.add(new ProxiedPort(binding, socket));
      } catch (SystemCallException refused) {
        ports.forEach(each -> each.socket().close());
        throw Refusals.of(binding, refused);
      }
    }
    return ports;
  }
}
