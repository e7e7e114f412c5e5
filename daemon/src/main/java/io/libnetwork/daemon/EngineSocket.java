package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket at which a Docker Engine asks, for root alone.
///
/// It is a server of its own because engines of version 20 send an empty `Host`, which a server
/// should refuse (RFC 9112 section 3.2), and Jetty does. What engines send is simple: one request
/// after the other, each with its length.
final class EngineSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineSocket.class);
  private static final int MOST_CONNECTIONS = 256;

  private final SocketFile file;
  private final ServerSocketChannel server;
  private final Function<Call, Answer> routes;
  private final Duration patience;
  private final Set<EngineConnection> connections = ConcurrentHashMap.newKeySet();
  private final Thread accepting;

  private EngineSocket(
      SocketFile file,
      ServerSocketChannel server,
      Function<Call, Answer> routes,
      Duration patience) {
    this.file = file;
    this.server = server;
    this.routes = routes;
    this.patience = patience;
    this.accepting = Thread.ofPlatform().name("libnetwork-engine").daemon().unstarted(this::accept);
  }

  /// Listens.
  ///
  /// @param patience how long a call may go on when this is closed
  /// @throws NetworkException if somebody listens there, or nobody can
  static EngineSocket open(Path path, Function<Call, Answer> routes, Duration patience) {
    SocketFile file = new SocketFile(path, Optional.empty());
    file.clear();
    EngineSocket opened = new EngineSocket(file, bound(path), routes, patience);
    try {
      file.permit();
    } catch (RuntimeException failure) {
      opened.closeFile();
      throw failure;
    }
    opened.accepting.start();
    return opened;
  }

  private static ServerSocketChannel bound(Path path) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        return server.bind(UnixDomainSocketAddress.of(path));
      } catch (IOException failure) {
        server.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot listen at %s: %s".formatted(path, failure), failure);
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        serve(server.accept());
      } catch (ClosedChannelException closed) {
        LOG.debug("no engine is served any more");
      } catch (IOException failure) {
        LOG.warn("an engine could not connect", failure);
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    if (connections.size() >= MOST_CONNECTIONS) {
      LOG.warn("a Docker Engine has {} connections, one more is closed", MOST_CONNECTIONS);
      channel.close();
      return;
    }
    EngineConnection connection = new EngineConnection(channel, routes);
    connections.add(connection);
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              connection.serve();
              connections.remove(connection);
            });
  }

  /// Takes no further calls, lets those that are being answered end for a while, and ends.
  @Override
  public void close() {
    closeFile();
    connections.forEach(connection -> connection.close(patience));
    try {
      accepting.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeFile() {
    try {
      server.close();
      file.delete();
    } catch (IOException failure) {
      LOG.warn("the socket for a Docker Engine did not end well", failure);
    }
  }
}
