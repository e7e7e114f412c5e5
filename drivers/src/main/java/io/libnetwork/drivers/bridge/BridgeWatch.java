package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.drivers.links.LinkHints;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.spi.Hint;
import java.util.function.Consumer;

/// Hears what others do to our bridges and to their ports, and says where to look.
final class BridgeWatch implements AutoCloseable {

  private final LinkHints hints;

  BridgeWatch(Host host) {
    this.hints = new LinkHints(host);
  }

  /// Says who is to be told.
  void tell(Consumer<Hint> told) {
    hints.tell(told);
  }

  /// Begins, once; links that were made before are not watched.
  void begin() {
    hints.begin();
  }

  void watch(BridgeNetwork network) {
    Hint hint = new Hint.OfNetwork(network.plan().id());
    network.link().ifPresent(link -> hints.watch(link.index(), hint, link.mtu()));
    if (network.plan().existing()) {
      hints.await(network.plan().bridge(), hint);
    }
  }

  void watch(BridgeNetwork network, Shard shard) {
    Hint hint = new Hint.OfNetwork(network.plan().id());
    hints.watch(shard.index(), hint, network.mtu());
    hints.watch(shard.uplink(), hint, network.mtu(), shard.index());
    hints.watch(shard.downlink(), hint, network.mtu(), network.bridge());
  }

  void forget(Shard shard) {
    shard.links().forEach(this::forget);
  }

  void forget(BridgeNetwork network) {
    network.link().ifPresent(link -> hints.forget(link.index()));
    hints.awaitNoMore(network.plan().bridge());
  }

  void watch(BridgeEndpoint endpoint, Ifindex port, int mtu) {
    BridgeNetwork network = endpoint.network();
    if (network.link().isPresent()) {
      hints.watch(
          port,
          new Hint.OfEndpoint(network.plan().id(), endpoint.spec().id()),
          mtu,
          endpoint.bridge());
    }
  }

  void forget(Ifindex link) {
    hints.forget(link);
  }

  @Override
  public void close() {
    hints.close();
  }
}
