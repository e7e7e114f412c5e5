package io.libnetwork.linux.relay;

import io.libnetwork.linux.foreign.Datagrams;
import io.libnetwork.linux.loop.EventLoop;
import io.libnetwork.linux.loop.IdleQueue;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A relay's loop, with what its connections and flows share. For its own thread.
final class RelayLoop extends EventLoop {

  private final Optional<IdleQueue> connections;
  private final IdleQueue flows;
  private final PipePool pipes = new PipePool();
  private final SpareSockets sockets;
  private @Nullable Datagrams datagrams;

  /// @param clock tells nanoseconds, as [System#nanoTime] does
  RelayLoop(String name, SpareSockets sockets, RelayLimits limits, LongSupplier clock) {
    super(name, clock);
    this.sockets = sockets;
    this.connections = limits.connectionIdle().map(this::idleFor);
    this.flows = idleFor(limits.flowIdle());
    atEnd(this::giveUp);
  }

  /// Empty where connections may be idle for ever.
  Optional<IdleQueue> connections() {
    return connections;
  }

  IdleQueue flows() {
    return flows;
  }

  PipePool pipes() {
    return pipes;
  }

  SpareSockets sockets() {
    return sockets;
  }

  /// Memory for datagrams, free again at the end of each turn.
  Datagrams datagrams() {
    Datagrams present = datagrams;
    if (present == null) {
      present = new Datagrams();
      datagrams = present;
    }
    return present;
  }

  private void giveUp() {
    pipes.close();
    sockets.close();
    Datagrams present = datagrams;
    if (present != null) {
      present.close();
    }
  }
}
