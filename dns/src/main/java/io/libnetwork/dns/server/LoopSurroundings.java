package io.libnetwork.dns.server;

import io.libnetwork.address.Protocol;
import io.libnetwork.dns.forward.Pending;
import io.libnetwork.dns.forward.Reach;
import io.libnetwork.dns.forward.Receiver;
import io.libnetwork.dns.forward.Surroundings;
import io.libnetwork.dns.forward.Transport;
import io.libnetwork.dns.forward.Upstream;
import io.libnetwork.linux.messages.ClientSockets;
import io.libnetwork.linux.messages.MessageLoop;
import io.libnetwork.linux.messages.Replies;
import java.time.Duration;
import java.util.Map;

/// What a forwarder finds on a loop: its clock, and servers that are asked by sockets of the
/// namespaces they are reached from.
public final class LoopSurroundings implements Surroundings {

  private final MessageLoop loop;
  private final Map<Reach, ClientSockets> sockets;

  /// @param sockets of the namespaces that upstreams are reached from
  public LoopSurroundings(MessageLoop loop, Map<Reach, ClientSockets> sockets) {
    this.loop = loop;
    this.sockets = Map.copyOf(sockets);
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    return loop.after(delay, task)::cancel;
  }

  @Override
  public Pending ask(Upstream upstream, Transport transport, byte[] message, Receiver receiver) {
    ClientSockets from = sockets.get(upstream.reach());
    if (from == null) {
      throw new IllegalArgumentException("no sockets to ask " + upstream + " with");
    }
    Protocol protocol = transport == Transport.UDP ? Protocol.UDP : Protocol.TCP;
    Replies replies = new Told(receiver);
    return loop.ask(from, protocol, upstream.address(), upstream.port(), message, replies)::cancel;
  }

  private record Told(Receiver receiver) implements Replies {
    @Override
    public boolean received(byte[] message) {
      return receiver.received(message);
    }

    @Override
    public void failed(String why) {
      receiver.failed(why);
    }
  }
}
