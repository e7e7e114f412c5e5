package io.libnetwork.resolver;

import io.libnetwork.dns.forward.Forwarder;
import io.libnetwork.dns.forward.ForwarderConfig;
import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.forward.Reach;
import io.libnetwork.dns.server.LoopSurroundings;
import io.libnetwork.linux.messages.ClientSockets;
import io.libnetwork.linux.messages.MessageLoop;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Who asks the host's name servers, for all sandboxes that have none of their own.
final class HostForwarding implements AutoCloseable {

  /// Sockets opened with one visit.
  private static final int TOGETHER = 16;

  private final MessageLoop loop;
  private final ClientSockets sockets;
  private final Forwarder forwarder;
  private final HostServers servers;

  HostForwarding(MessageLoop loop, ResolverSettings settings) {
    this.loop = loop;
    this.sockets = new ClientSockets(loop, settings.thread(), settings.host(), TOGETHER);
    this.forwarder =
        new Forwarder(
            new LoopSurroundings(loop, Map.of(Reach.HOST, sockets)),
            ForwarderConfig.standard(),
            settings.random());
    this.servers =
        new HostServers(
            forwarder, settings.resolvConf(), settings.resolvedConf(), System::nanoTime);
  }

  /// A sandbox's part. Safe from every thread.
  AskingOthers asker() {
    return AskingOthers.shared(forwarder.asker(), servers::follow);
  }

  /// Safe from every thread but the loop's own.
  ForwarderCounters counters() {
    AtomicReference<ForwarderCounters> counters = new AtomicReference<>();
    loop.await(() -> counters.set(forwarder.counters()));
    return counters.get();
  }

  @Override
  public void close() {
    loop.await(() -> {
      forwarder.close();
      sockets.close();
    });
  }
}
