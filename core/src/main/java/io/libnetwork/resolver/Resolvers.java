package io.libnetwork.resolver;

import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.server.Asker;
import io.libnetwork.dns.server.NameService;
import io.libnetwork.dns.server.NameTally;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.messages.MessageLimits;
import io.libnetwork.linux.messages.MessageLoop;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The name servers of a controller's sandboxes: one thread, which is there from the first on.
///
/// Safe for use by many threads.
public final class Resolvers implements AutoCloseable {

  private final ResolverSettings settings;
  private final NameTally tally = new NameTally();

  /// Guarded by `this`.
  private @Nullable Serving serving;

  /// Guarded by `this`.
  private boolean closed;

  /// What is there from the first resolver on.
  private record Serving(MessageLoop loop, HostForwarding host) {}

  /// Nothing is opened yet.
  public Resolvers(ResolverSettings settings) {
    this.settings = settings;
  }

  /// Begins to answer in a sandbox.
  ///
  /// @param servers who is asked from inside for what is not known here; the host's servers from
  ///   the host where there are none
  /// @throws io.libnetwork.linux.SystemCallException when there can be no sockets
  /// @throws io.libnetwork.linux.nftables.NftablesException when port 53 cannot be redirected
  /// @throws IllegalStateException when this is closed
  public SandboxResolver open(NetworkNamespace namespace, List<IpAddress> servers) {
    Serving started = serving();
    NamePort port = settings.thread().call(namespace, NamePort::open);
    try {
      Asker asker = new Asker();
      AskingOthers others =
          servers.isEmpty()
              ? started.host().asker()
              : OwnForwarding.begin(started.loop(), settings, namespace, servers);
      asker.forwardsBy(Optional.of(others));
      NameService service = new NameService(asker, settings.ttl(), tally, settings.random());
      return new SandboxResolver(
          started.loop(), port, started.loop().serve(port.sockets(), service), asker, others);
    } catch (RuntimeException failure) {
      port.close();
      throw failure;
    }
  }

  /// What has been asked in all sandboxes.
  public NameTally.Counts counts() {
    return tally.counts();
  }

  /// What those who ask the host's servers have come to; empty where nobody could ask yet.
  public synchronized Optional<ForwarderCounters> forwarding() {
    return Optional.ofNullable(serving).map(started -> started.host().counters());
  }

  /// Ends the thread. Every resolver has been closed before.
  @Override
  public void close() {
    Optional<Serving> started;
    synchronized (this) {
      closed = true;
      started = Optional.ofNullable(serving);
      serving = null;
    }
    started.ifPresent(running -> {
      running.host().close();
      running.loop().close();
    });
  }

  private synchronized Serving serving() {
    if (closed) {
      throw new IllegalStateException("the resolvers are closed");
    }
    Serving present = serving;
    if (present == null) {
      MessageLoop loop =
          MessageLoop.start("libnetwork-dns", MessageLimits.DEFAULT, System::nanoTime);
      present = new Serving(loop, new HostForwarding(loop, settings));
      serving = present;
    }
    return present;
  }
}
