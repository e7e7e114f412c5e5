package io.libnetwork;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What keeps networks and sandboxes as long as it is open, any number of them, see
/// [Lease.WhileOpen].
///
/// Safe for use by many threads.
public final class LeaseHandle implements AutoCloseable {

  private static final int IGNORED = 512;

  private final String name;

  /// Guarded by itself, as is [#open].
  private final Set<Supplier<CompletableFuture<Void>>> listeners = new LinkedHashSet<>();

  private boolean open = true;

  /// An open handle.
  public LeaseHandle() {
    this("a handle");
  }

  private LeaseHandle(String name) {
    this.name = name;
  }

  /// A handle that is closed when the other side of a connection ends it, or is gone: by a Unix
  /// socket that is as soon as its process ends.
  ///
  /// The connection is taken over: it is closed with the handle, and whatever still comes by it is
  /// ignored. No thread of the platform waits for it.
  ///
  /// @param connection connected, and registered with no selector
  public static LeaseHandle of(SocketChannel connection) {
    if (!connection.isConnected()) {
      throw new NetworkException.InvalidParameter(
          "invalid connection " + connection + ": it is not connected");
    }
    LeaseHandle handle = new LeaseHandle("the connection " + connection);
    try {
      connection.configureBlocking(true);
    } catch (IllegalBlockingModeException registered) {
      throw new NetworkException.InvalidParameter(
          "invalid connection " + connection + ": a selector waits for it", registered);
    } catch (IOException gone) {
      handle.close();
      return handle;
    }
    handle.listen(() -> closed(connection));
    Thread.ofVirtual().name("libnetwork-lease").start(() -> handle.follow(connection));
    return handle;
  }

  /// One that was closed before.
  static LeaseHandle ended() {
    LeaseHandle handle = new LeaseHandle("the handle of a former process");
    handle.close();
    return handle;
  }

  /// Whether it is open.
  public boolean open() {
    synchronized (listeners) {
      return open;
    }
  }

  /// Ends it, and returns when all it kept is removed. Again does nothing.
  ///
  /// @throws NetworkException when something could not be removed; that is tried again
  @Override
  public void close() {
    List<Supplier<CompletableFuture<Void>>> told;
    synchronized (listeners) {
      open = false;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    List<CompletableFuture<Void>> removals = new ArrayList<>();
    told.forEach(listener -> removals.add(listener.get()));
    removals.forEach(removal -> Removals.await(removal, "what " + name + " kept"));
  }

  /// Has somebody told when this is closed, at once where it is; answers how he stops listening.
  ///
  /// @param closed begins what follows, and answers when it is done
  Runnable listen(Supplier<CompletableFuture<Void>> closed) {
    synchronized (listeners) {
      if (open) {
        listeners.add(closed);
        return () -> stop(closed);
      }
    }
    CompletableFuture<Void> _ = closed.get();
    return () -> {};
  }

  private void stop(Supplier<CompletableFuture<Void>> listener) {
    synchronized (listeners) {
      listeners.remove(listener);
    }
  }

  private void follow(SocketChannel connection) {
    ByteBuffer ignored = ByteBuffer.allocate(IGNORED);
    try {
      while (connection.read(ignored) >= 0) {
        ignored.clear();
      }
    } catch (IOException reset) {
      // The other side is gone, which is what is waited for.
      ignored.clear();
    } finally {
      close();
    }
  }

  private static CompletableFuture<Void> closed(SocketChannel connection) {
    try {
      connection.close();
      return CompletableFuture.completedFuture(null);
    } catch (IOException failure) {
      return CompletableFuture.failedFuture(
          new NetworkException.System("cannot close " + connection, failure));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
