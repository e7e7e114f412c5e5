package io.libnetwork.linux.relay;

import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
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

  private final List<RelayLoop> loops;
  private final Admission connections;
  private final Admission flows;
  private final AtomicInteger turns = new AtomicInteger();
  private final Set<RelayedPort> ports = ConcurrentHashMap.newKeySet();

  private Relay(List<RelayLoop> loops, RelayLimits limits) {
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
    List<RelayLoop> loops =
        IntStream.range(0, count)
            .mapToObj(number ->
                new RelayLoop(
                    "libnetwork-relay-" + number,
                    new SpareSockets(thread, namespace),
                    limits,
                    clock))
            .toList();
    loops.forEach(RelayLoop::start);
    return new Relay(loops, limits);
  }

  /// Passes on what arrives at sockets, which are handed over, all or none.
  ///
  /// @return one for each, in their order
  /// @throws IllegalStateException when the relay or a socket is closed
  public List<RelayedPort> relay(List<Relaying> wanted) {
    List<Service> services = new ArrayList<>(wanted.size());
    try {
      wanted.forEach(each -> services.add(service(each)));
      onTheirLoops(services, Service::begin);
    } catch (RuntimeException failure) {
      end(services);
      throw failure;
    }
    List<RelayedPort> relayed =
        services.stream().map(service -> new RelayedPort(this, service)).toList();
    ports.addAll(relayed);
    return relayed;
  }

  /// Closes several ports together, which takes hardly longer than one. What is closed already is
  /// left as it is.
  public void close(Collection<RelayedPort> some) {
    List<RelayedPort> open = some.stream().filter(RelayedPort::end).toList();
    end(open.stream().map(RelayedPort::service).toList());
    open.forEach(ports::remove);
  }

  /// Closes every port, and ends the threads.
  @Override
  public void close() {
    close(List.copyOf(ports));
    loops.forEach(RelayLoop::close);
  }

  private Service service(Relaying wanted) {
    Target target = new Target(wanted.address(), wanted.port());
    int descriptor = wanted.socket().handOver();
    return switch (wanted.socket().protocol()) {
      case TCP -> new StreamService(this, descriptor, target);
      case UDP -> new DatagramService(flows, nextLoop(), descriptor, target);
      case SCTP -> throw new AssertionError("a socket for sctp was opened");
    };
  }

  private void end(List<Service> services) {
    if (!services.isEmpty()) {
      onTheirLoops(services, Service::abandon);
      onAllLoops(loop -> () -> services.forEach(each -> each.clear(loop)));
    }
  }

  /// One visit to each loop, however many they are.
  private void onTheirLoops(List<Service> services, Consumer<Service> step) {
    onAllLoops(loop -> {
      List<Service> here = services.stream().filter(each -> each.loop() == loop).toList();
      return () -> here.forEach(step);
    });
  }

  /// On all at the same time; waits for all, whatever one throws.
  private void onAllLoops(Function<RelayLoop, Runnable> task) {
    CompletableFuture<?>[] done =
        loops.stream().map(loop -> loop.submit(task.apply(loop))).toArray(CompletableFuture[]::new);
    KernelThreads.await(CompletableFuture.allOf(done));
  }

  List<RelayLoop> loops() {
    return loops;
  }

  /// Loops take turns.
  RelayLoop nextLoop() {
    return loops.get(Math.floorMod(turns.getAndIncrement(), loops.size()));
  }

  Admission connections() {
    return connections;
  }
}
