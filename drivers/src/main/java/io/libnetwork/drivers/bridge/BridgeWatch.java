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
    if (present == null) {
      return;
    }
    Hint hint = new Hint.OfNetwork(network.plan().id());
    network.link().ifPresent(link -> present.watch(link.index(), hint, link.mtu()));
    if (network.plan().existing()) {
      present.await(network.plan().bridge(), hint);
    }
  }

  void watch(BridgeNetwork network, Shard shard) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      Hint hint = new Hint.OfNetwork(network.plan().id());
      present.watch(shard.index(), hint, network.mtu());
      present.watch(shard.uplink(), hint, network.mtu(), shard.index());
      present.watch(shard.downlink(), hint, network.mtu(), network.bridge());
    }
  }

  void forget(Shard shard) {
    shard.links().forEach(this::forget);
  }

  void forget(BridgeNetwork network) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      network.link().ifPresent(link -> present.forget(link.index()));
      present.forget(network.plan().bridge());
    }
  }

  void watch(BridgeEndpoint endpoint, Ifindex port, int mtu) {
    LinkWatch<Hint> present = watch;
    BridgeNetwork network = endpoint.network();
    if (present != null && network.link().isPresent()) {
      present.watch(
          port,
          new Hint.OfEndpoint(network.plan().id(), endpoint.spec().id()),
          mtu,
          endpoint.bridge());
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
