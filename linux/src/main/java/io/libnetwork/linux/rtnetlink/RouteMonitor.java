package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkMonitor;
import java.util.Set;
import java.util.function.Consumer;

/// Hears what the kernel announces of a namespace, as `ip monitor` does.
public final class RouteMonitor implements AutoCloseable {

  private final NetlinkMonitor monitor;

  private RouteMonitor(NetlinkMonitor monitor) {
    this.monitor = monitor;
  }

  /// Starts listening.
  ///
  /// @param consumer called in the kernel's order on a thread of the monitor's own; while it works
  ///   nothing further is read, and what does not fit the kernel's buffer is
  ///   [missed][RouteEvent.Missed]
  public static RouteMonitor open(
      NamespaceThread thread,
      NetworkNamespace namespace,
      Set<RouteGroup> groups,
      Consumer<RouteEvent> consumer) {
    int[] numbers = groups.stream().mapToInt(RouteGroup::number).toArray();
    return new RouteMonitor(
        NetlinkMonitor.open(
            NetlinkFamily.ROUTE,
            thread,
            namespace,
            "libnetwork-routes",
            new Events(consumer),
            numbers));
  }

  /// Ends listening; the consumer is not called any more afterwards.
  @Override
  public void close() {
    monitor.close();
  }

  private record Events(Consumer<RouteEvent> consumer) implements NetlinkMonitor.Listener {

    @Override
    public void event(NetlinkMessage message) {
      RouteEventReader.read(message).ifPresent(consumer);
    }

    @Override
    public void missed() {
      consumer.accept(new RouteEvent.Missed());
    }

    @Override
    public void failed(RuntimeException failure) {
      consumer.accept(new RouteEvent.Failed(failure));
    }
  }
}
