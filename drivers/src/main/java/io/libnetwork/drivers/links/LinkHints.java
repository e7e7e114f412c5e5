package io.libnetwork.drivers.links;

import io.libnetwork.Host;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkWatch;
import io.libnetwork.spi.Hint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what others do to links of ours, and says where to look.
///
/// A link is watched from when it is what it should be until we begin to remove it. So what we do
/// ourselves is hardly ever heard.
public final class LinkHints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LinkHints.class);

  private final Host host;
  private volatile Consumer<Hint> listener = _ -> {};
  private volatile @Nullable LinkWatch<Hint> watch;

  public LinkHints(Host host) {
    this.host = host;
  }

  /// Says who is to be told.
  public void tell(Consumer<Hint> told) {
    listener = told;
  }

  /// Begins, once; links that were made before are not watched.
  public synchronized void begin() {
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

  /// Watches a link.
  ///
  /// @param mtu that it is to have
  public void watch(Ifindex link, Hint hint, int mtu) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.watch(link, hint, mtu);
    }
  }

  /// Watches a link that is to be a port of another.
  public void watch(Ifindex link, Hint hint, int mtu, Ifindex master) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.watch(link, hint, mtu, master);
    }
  }

  /// Watches a link no more.
  public void forget(Ifindex link) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.forget(link);
    }
  }

  /// Waits for a link of a name, which others make.
  public void await(InterfaceName name, Hint hint) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.await(name, hint);
    }
  }

  /// Waits for no link of a name any more.
  public void awaitNoMore(InterfaceName name) {
    LinkWatch<Hint> present = watch;
    if (present != null) {
      present.awaitNoMore(name);
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
