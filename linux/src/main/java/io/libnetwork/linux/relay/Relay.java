package io.libnetwork.linux.relay;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.foreign.Descriptors;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/// Passes on what arrives at ports of a namespace, for any number of ports on one or two threads.
///
/// TCP is passed on by splice(2): the bytes stay in the kernel. Each way of a connection ends by
/// itself, so that who has sent everything still gets the answer; a connection that breaks is reset
/// at the other end too. What one end does not take, the other is not asked for. UDP is passed on
/// datagram by datagram, and whoever sends gets a socket of his own behind the relay, so that the
/// replies are his; they come from the address that he asked. The two sides need not be of one
/// family.
///
/// Who is behind sees the connections come from the namespace, not from the client.
///
/// Safe for use by many threads.
public final class Relay implements AutoCloseable {

  private static final int MOST_THREADS = 2;

  private final List<EventLoop> loops;
  private final Admission connections;
  private final Admission flows;
  private final AtomicInteger turns = new AtomicInteger();
  private final Set<RelayedPort> ports = ConcurrentHashMap.newKeySet();

  private Relay(List<EventLoop> loops, RelayLimits limits) {
    this.loops = List.copyOf(loops);
    this.connections = new Admission(limits.connections());
    this.flows = new Admission(limits.flows());
  }

  /// Starts the threads.
  ///
  /// @param thread enters the namespace for sockets; not closed here
  /// @param namespace from where connections are made; not closed here
  /// @param clock tells nanoseconds, as [System#nanoTime] does
  public static Relay start(
      NamespaceThread thread, NetworkNamespace namespace, RelayLimits limits, LongSupplier clock) {
    int count = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    List<EventLoop> loops =
        IntStream.range(0, count)
            .mapToObj(number ->
                new EventLoop(
                    "libnetwork-relay-" + number,
                    new SpareSockets(thread, namespace),
                    limits,
                    clock))
            .toList();
    loops.forEach(EventLoop::start);
    return new Relay(loops, limits);
  }

  /// Passes on what arrives at a socket, which is handed over.
  ///
  /// @param address whom to pass it on to, of either family
  /// @throws IllegalStateException when the relay or the socket is closed
  public RelayedPort relay(ListeningSocket socket, IpAddress address, Port port) {
    Target target = new Target(address, port);
    int descriptor = socket.handOver();
    Service service =
        switch (socket.protocol()) {
          case TCP -> new StreamService(this, descriptor, target);
          case UDP -> new DatagramService(flows, nextLoop(), descriptor, target);
          case SCTP -> throw new AssertionError("a socket for sctp was opened");
        };
    begin(service, descriptor);
    RelayedPort relayed = new RelayedPort(service, ports::remove);
    ports.add(relayed);
    return relayed;
  }

  /// Closes every port, and ends the threads.
  @Override
  public void close() {
    List.copyOf(ports).forEach(RelayedPort::close);
    loops.forEach(EventLoop::close);
  }

  private static void begin(Service service, int descriptor) {
    try {
      service.begin();
    } catch (RuntimeException failure) {
      Descriptors.close(descriptor);
      throw failure;
    }
  }

  List<EventLoop> loops() {
    return loops;
  }

  /// Loops take turns.
  EventLoop nextLoop() {
    return loops.get(Math.floorMod(turns.getAndIncrement(), loops.size()));
  }

  Admission connections() {
    return connections;
  }
}
