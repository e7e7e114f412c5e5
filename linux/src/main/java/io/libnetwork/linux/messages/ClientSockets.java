package io.libnetwork.linux.messages;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.foreign.Descriptors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Sockets of one namespace to ask others with.
///
/// A socket belongs to the namespace of the thread that opens it, which is never the loop's. So
/// some are opened with one visit, on another thread, while the loop goes on; who asks for one that
/// is not there yet is told when it is. For the loop's thread.
public final class ClientSockets implements AutoCloseable {

  private final MessageLoop loop;
  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final int atOnce;
  private final Map<Kind, Shelf> shelves = new HashMap<>();
  private boolean closed;

  private record Kind(Protocol protocol, IpFamily family) {}

  /// Who waits for a socket.
  private record Waiter(IntConsumer use, Consumer<String> refused) {}

  /// The sockets of one kind that nobody has taken, or who waits for them.
  private static final class Shelf {
    private final ArrayDeque<Integer> sockets = new ArrayDeque<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private CompletableFuture<Void> filling = CompletableFuture.completedFuture(null);
  }

  /// @param thread enters the namespace; not closed here
  /// @param namespace not closed here
  /// @param atOnce how many are opened with one visit
  public ClientSockets(
      MessageLoop loop, NamespaceThread thread, NetworkNamespace namespace, int atOnce) {
    this.loop = loop;
    this.thread = thread;
    this.namespace = namespace;
    this.atOnce = atOnce;
  }

  /// Closes those that nobody has taken; who waits for one is refused. To be called on the loop's
  /// thread.
  @Override
  public void close() {
    closed = true;
    for (Shelf shelf : shelves.values()) {
      shelf.sockets.forEach(Descriptors::close);
      shelf.sockets.clear();
      refuse(shelf, "the namespace is gone");
    }
  }

  /// Gives a socket that is neither bound nor connected and does not block, at once or later.
  void take(Protocol protocol, IpFamily family, IntConsumer use, Consumer<String> refused) {
    if (closed) {
      refused.accept("the namespace is gone");
      return;
    }
    Kind kind = new Kind(protocol, family);
    Shelf shelf = shelves.computeIfAbsent(kind, _ -> new Shelf());
    Integer socket = shelf.sockets.poll();
    if (socket == null) {
      shelf.waiters.add(new Waiter(use, refused));
    } else {
      use.accept(socket);
    }
    if (shelf.sockets.size() < atOnce / 2) {
      fill(kind, shelf);
    }
  }

  private void fill(Kind kind, Shelf shelf) {
    if (shelf.filling.isDone()) {
      shelf.filling = KernelThreads.start(() -> fillInside(kind, shelf));
    }
  }

  /// On a thread for what blocks.
  private void fillInside(Kind kind, Shelf shelf) {
    List<Integer> opened = new ArrayList<>();
    String refusal = "";
    try {
      thread.call(namespace, () -> open(kind, opened));
    } catch (RuntimeException refused) {
      refusal = String.valueOf(refused.getMessage());
    }
    String why = refusal;
    try {
      loop.execute(() -> put(shelf, opened, why));
    } catch (IllegalStateException over) {
      opened.forEach(Descriptors::close);
    }
  }

  private int open(Kind kind, List<Integer> opened) {
    for (int i = 0; i < atOnce; i++) {
      opened.add(SocketSource.HERE.next(kind.protocol(), kind.family()));
    }
    return opened.size();
  }

  /// As many as could be opened are given; where none could, nobody waits for them.
  private void put(Shelf shelf, List<Integer> opened, String refusal) {
    if (closed) {
      opened.forEach(Descriptors::close);
      return;
    }
    shelf.sockets.addAll(opened);
    while (!shelf.sockets.isEmpty() && !shelf.waiters.isEmpty()) {
      shelf.waiters.remove().use().accept(shelf.sockets.remove());
    }
    if (!refusal.isEmpty()) {
      refuse(shelf, refusal);
    }
  }

  private static void refuse(Shelf shelf, String why) {
    List<Waiter> waiters = List.copyOf(shelf.waiters);
    shelf.waiters.clear();
    waiters.forEach(waiter -> waiter.refused().accept(why));
  }
}
