package io.libnetwork.plugins.kit;

import io.libnetwork.plugins.protocol.PluginProtocol;
import io.libnetwork.wire.TimeLimit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves a plugin on a socket, which only its owner's user may use: mode 0600.
///
/// ```java
/// try (PluginServer server = PluginServer.serve(Path.of("/run/docker/plugins/blue.sock"), driver)) {
///   server.await();
/// }
/// ```
///
/// A call that has not come whole within half a minute is given up; how long it may be worked on is
/// the caller's deadline. Sixty-four calls are worked on at a time, further ones wait.
public final class PluginServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_CALLS = 64;

  private final Path socket;
  private final ServerSocketChannel server;
  private final PluginRoutes routes;
  private final Semaphore places = new Semaphore(MOST_CALLS);
  private final CountDownLatch closed = new CountDownLatch(1);

  private PluginServer(Path socket, ServerSocketChannel server, PluginRoutes routes) {
    this.socket = socket;
    this.server = server;
    this.routes = routes;
  }

  /// Serves networks; addresses too where the service is both.
  public static PluginServer serve(Path socket, NetworkService service) {
    return serve(
        socket,
        Optional.of(service),
        service instanceof IpamService both ? Optional.of(both) : Optional.empty());
  }

  /// Serves addresses alone.
  public static PluginServer serveAddresses(Path socket, IpamService service) {
    return serve(socket, Optional.empty(), Optional.of(service));
  }

  /// Serves networks and addresses.
  public static PluginServer serve(Path socket, NetworkService network, IpamService ipam) {
    return serve(socket, Optional.of(network), Optional.of(ipam));
  }

  private static PluginServer serve(
      Path socket, Optional<NetworkService> network, Optional<IpamService> ipam) {
    try {
      ServerSocketChannel server = bound(socket);
      PluginServer serving = new PluginServer(socket, server, new PluginRoutes(network, ipam));
      Thread.ofPlatform().daemon().name("libnetwork-plugin-accept").start(serving::accept);
      return serving;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot serve a plugin on " + socket, failure);
    }
  }

  /// One that a process has left behind is taken the place of.
  private static ServerSocketChannel bound(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      ServerSocketChannel bound = server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      return bound;
    } catch (IOException failure) {
      server.close();
      throw failure;
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        places.acquireUninterruptibly();
        Thread.ofPlatform()
            .daemon()
            .name("libnetwork-plugin-serve")
            .start(() -> {
              try {
                serve(channel);
              } finally {
                places.release();
              }
            });
      } catch (ClosedChannelException ended) {
        return;
      } catch (IOException failure) {
        LOG.error("cannot take a connection on {}", socket, failure);
        return;
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      CalledRequest request = read(channel);
      answer(request, Channels.newOutputStream(channel));
    } catch (IOException failure) {
      LOG.debug("a call on {} was cut off", socket, failure);
    }
  }

  private static CalledRequest read(SocketChannel channel) throws IOException {
    try (TimeLimit _ = new TimeLimit(PATIENCE, channel)) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      return CalledRequest.read(in);
    }
  }

  private void answer(CalledRequest request, OutputStream out) throws IOException {
    PluginRoutes.Answered answered = routes.answer(request.path(), request.body());
    byte[] body = answered.body().toString().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(
                answered.status(),
                answered.status() == 200 ? "OK" : "Not Found",
                PluginProtocol.CONTENT_TYPE,
                body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  /// Waits until it is closed.
  public void await() throws InterruptedException {
    closed.await();
  }

  /// Takes no more calls, and removes the socket.
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot stop serving on " + socket, failure);
    } finally {
      closed.countDown();
    }
  }
}
