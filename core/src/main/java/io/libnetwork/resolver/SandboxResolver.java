package io.libnetwork.resolver;

import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.server.Asker;
import io.libnetwork.linux.messages.MessageLoop;
import io.libnetwork.linux.messages.ServedSockets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A name server that answers in a sandbox.
public final class SandboxResolver implements NameServer {

  private final MessageLoop loop;
  private final NamePort port;
  private final ServedSockets served;
  private final Asker asker;
  private final AskingOthers others;

  SandboxResolver(
      MessageLoop loop, NamePort port, ServedSockets served, Asker asker, AskingOthers others) {
    this.loop = loop;
    this.port = port;
    this.served = served;
    this.asker = asker;
    this.others = others;
  }

  @Override
  public void sees(View view) {
    asker.sees(view);
  }

  /// Not from the loop's own thread.
  @Override
  public Optional<ForwarderCounters> ownForwarding() {
    AtomicReference<Optional<ForwarderCounters>> counters = new AtomicReference<>(Optional.empty());
    if (others.alone()) {
      loop.await(() -> counters.set(others.counters()));
    }
    return counters.get();
  }

  /// Answers nobody any more, and gives up what keeps the namespace alive, which may be done a
  /// little later. To be called once.
  @Override
  public void close() {
    port.close();
    loop.execute(() -> {
      served.end();
      others.close();
    });
  }
}
