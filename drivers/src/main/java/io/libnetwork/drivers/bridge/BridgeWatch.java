package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkWatch;
import io.libnetwork.spi.Hint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what others do to our bridges and to their ports, and says where to look.
///
/// A link is watched from when it is what it should be until we begin to remove it. So what we do
/// ourselves is hardly ever heard.
final class BridgeWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BridgeWatch.class);

  private final Host host;
  private volatile Consumer<Hint> listener = _ -> {};
  private volatile @Nullable LinkWatch<Hint> watch;

  BridgeWatch(Host host) {
    this.host = host;
  }

  /// Says who is to be told.
  void tell(Consumer<Hint> told) {
    listener = told;
  }

  /// Begins, once; links that were made before are not watched.
  synchronized void begin() {
    if (watch == null) {
      watch =
          LinkWatch.open(
              host.namespaceThread(),
              host.namespace(),
              hint -> listener.accept(hint),
              () -> listener.accept(new Hint.Anywhere()),
              failure -> LOG.error("changes of links by others are heard no longer", failure));
    }
  }

  void watch(BridgeNetwork network) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.watch(network.bridge(), new Hint.OfNetwork(network.plan().id()), network.mtu());
    }
  }

  void watch(BridgeEndpoint endpoint, Ifindex port, int mtu) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      BridgeNetwork network = endpoint.network();
      present.watch(
          port,
          new Hint.OfEndpoint(network.plan().id(), endpoint.spec().id()),
          mtu,
          network.bridge());
    }
  }

  void forget(Ifindex link) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.forget(link);
    }
  }

  @Override
  public synchronized void close() {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.close();
    }
  }
}
