package io.libnetwork.drivers.proxy;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.relay.ListeningSocket;
import io.libnetwork.linux.relay.Relay;
import io.libnetwork.linux.relay.RelayLimits;
import io.libnetwork.linux.relay.RelayedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The published ports of a host that are served by the process.
///
/// The threads start with the first port and end with the last. The limits hold for all ports of
/// the host together. Safe for use by many threads.
public final class PortProxies {

  private final NamespaceThread thread;
  private final NetworkNamespace host;
  private final RelayLimits limits;
  private final LongSupplier clock;
  private @Nullable Relay relay;
  private int open;

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
    List<ListeningSocket> sockets = thread.call(host, () -> listen(bindings));
    List<PortProxy> opened = new ArrayList<>();
    try {
      for (int index = 0; index < bindings.size(); index++) {
        opened.add(open(bindings.get(index), sockets.get(index)));
      }
      return opened;
    } catch (RuntimeException failure) {
      opened.forEach(PortProxy::close);
      sockets.forEach(ListeningSocket::close);
      throw failure;
    }
  }

  /// Serves a port that is taken already.
  ///
  /// @param socket at the binding's host address and port, which is handed over
  public synchronized PortProxy open(PortBinding binding, ListeningSocket socket) {
    Relay present = relay;
    if (present == null) {
      present = Relay.start(thread, host, limits, clock);
      relay = present;
    }
    try {
      RelayedPort port = present.relay(socket, binding.containerAddress(), binding.containerPort());
      open++;
      return new PortProxy(binding, port, this::close);
    } finally {
      endIfUnused();
    }
  }

  private synchronized void close(RelayedPort port) {
    port.close();
    open--;
    endIfUnused();
  }

  private void endIfUnused() {
    Relay present = relay;
    if (present != null && open == 0) {
      relay = null;
      present.close();
    }
  }

  private static List<ListeningSocket> listen(List<PortBinding> bindings) {
    List<ListeningSocket> sockets = new ArrayList<>();
    for (PortBinding binding : bindings) {
      try {
        sockets.add(
            ListeningSocket.open(binding.protocol(), binding.hostAddress(), binding.hostPort()));
      } catch (SystemCallException refused) {
        sockets.forEach(ListeningSocket::close);
        throw Refusals.of(binding, refused);
      }
    }
    return sockets;
  }
}
