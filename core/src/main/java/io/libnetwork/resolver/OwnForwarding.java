package io.libnetwork.resolver;

import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.forward.Forwarder;
import io.libnetwork.dns.forward.ForwarderConfig;
import io.libnetwork.dns.forward.Reach;
import io.libnetwork.dns.forward.Upstream;
import io.libnetwork.dns.server.LoopSurroundings;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.messages.ClientSockets;
import io.libnetwork.linux.messages.MessageLoop;
import java.util.List;
import java.util.Map;

/// A sandbox that asks name servers of its own, from inside: it reaches those that its container
/// does, and what they say is remembered for it alone.
final class OwnForwarding {

  /// Sockets opened with one visit, for one container.
  private static final int TOGETHER = 4;

  private OwnForwarding() {}

  static AskingOthers begin(
      MessageLoop loop,
      ResolverSettings settings,
      NetworkNamespace namespace,
      List<IpAddress> servers) {
    ClientSockets sockets = new ClientSockets(loop, settings.thread(), namespace, TOGETHER);
    Forwarder forwarder =
        new Forwarder(
            new LoopSurroundings(loop, Map.of(Reach.SANDBOX, sockets)),
            ForwarderConfig.standard(),
            settings.random());
    forwarder.upstreams(
        servers.stream().map(server -> new Upstream(server, Reach.SANDBOX)).toList());
    return AskingOthers.alone(
        forwarder.asker(),
        new AskingOthers.Own(
            forwarder::counters,
            () -> {
              forwarder.close();
              sockets.close();
            }));
  }
}
