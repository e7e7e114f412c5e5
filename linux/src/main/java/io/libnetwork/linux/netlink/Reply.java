package io.libnetwork.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to one request of a [NetlinkBatch], known once the batch has been sent.
public final class Reply<T> {

  private final NetlinkRequest<T> request;
  private final List<T> items = new ArrayList<>(1);
  private @Nullable NetlinkException failure;
  private boolean done;

  Reply(NetlinkRequest<T> request) {
    this.request = request;
  }

  /// Why the kernel refused; empty when it did not.
  public Optional<NetlinkException> failure() {
    requireDone();
    return Optional.ofNullable(failure);
  }

  /// Does nothing where the kernel did as asked.
  ///
  /// @throws NetlinkException when the kernel refused
  public void require() {
    requireDone();
    if (failure != null) {
      throw failure;
    }
  }

  /// The one object asked for.
  ///
  /// @throws NetlinkException when the kernel refused
  public T get() {
    List<T> all = all();
    if (all.isEmpty()) {
      throw new IllegalStateException("no object in the answer to: " + request.description());
    }
    return all.getFirst();
  }

  /// Every object of the answer, in the kernel's order.
  ///
  /// @throws NetlinkException when the kernel refused
  public List<T> all() {
    require();
    return List.copyOf(items);
  }

  NetlinkRequest<T> request() {
    return request;
  }

  void accept(NetlinkMessage message) {
    request.decoder().apply(message).ifPresent(items::add);
  }

  void complete(@Nullable NetlinkException refused) {
    failure = refused;
    done = true;
  }

  boolean done() {
    return done;
  }

  /// Forgets what an interrupted dump brought.
  void restart() {
    items.clear();
  }

  private void requireDone() {
    if (!done) {
      throw new IllegalStateException("not sent yet: " + request.description());
    }
  }
}
