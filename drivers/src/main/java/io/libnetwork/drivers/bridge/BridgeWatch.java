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
    hints.watch(network.bridge(), new Hint.OfNetwork(network.plan().id()), network.mtu());
  }

  void watch(BridgeEndpoint endpoint, Ifindex port, int mtu) {
    BridgeNetwork network = endpoint.network();
    hints.watch(
        port,
        new Hint.OfEndpoint(network.plan().id(), endpoint.spec().id()),
        mtu,
        network.bridge());
  }

  void forget(Ifindex link) {
    hints.forget(link);
  }

  @Override
  public void close() {
    hints.close();
  }
}
