package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.page.PageDoor;
import io.libnetwork.wire.DaemonAddress;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sockets at which the daemon is asked.
final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /// How long a connection may be silent, in milliseconds. Who follows events is told something in
  /// half that time.
  private static final long SILENCE = 30_000;

  private static final int MOST_CONNECTIONS = 4096;
  private static final int MOST_PAGE_CONNECTIONS = 256;
  private static final int HEADER_BYTES = 16_384;

  private final Server server = new Server(new VirtualThreadPool());
  private final DaemonConfig config;
  private final List<SocketFile> files = new ArrayList<>();
  private final Tokens tokens;
  private final Optional<Certificates> certificates;
  private final Optional<String> token;
  private Optional<EngineSocket> plugin = Optional.empty();

  private HttpServer(DaemonConfig config) {
    this.config = config;
    tokens = Tokens.of(config.tokenFile());
    certificates = config.tls().map(Certificates::of);
    token = config.page().map(_ -> PageToken.of(config));
    server.setErrorHandler(new RefusalHandler());
    server.setStopTimeout(config.stopTimeout().toMillis());
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
  }

  /// Makes one that does not listen yet.
  ///
  /// @throws NetworkException if a certificate or the page's token is none
  static HttpServer of(DaemonConfig config) {
    return new HttpServer(config);
  }

  /// Listens, and returns when it does. Called once.
  ///
  /// @param engine answers at the socket where the daemon is a Docker Engine's plugin, and nowhere
  ///   else; there is nothing else to be had at that socket
  /// @throws NetworkException if an address is taken; it is closed then
  void listen(Function<Call, Answer> routes, Function<Call, Answer> engine) {
    Optional<PageDoor> door = token.map(text -> new PageDoor(text, routes));
    server.setHandler(new HttpAdapter(routes, tokens, door));
    try {
      listen();
      plugin = config.dockerPlugin().map(path -> plugin(path, engine));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private EngineSocket plugin(Path path, Function<Call, Answer> engine) {
    EngineSocket opened = EngineSocket.open(path, engine, config.stopTimeout());
    LOG.info("a plugin of Docker's at {}", path);
    return opened;
  }

  private void listen() {
    boolean inherited = inheritsSocket();
    if (inherited) {
      UnixDomainServerConnector given = unix();
      given.setInheritChannel(true);
      server.addConnector(given);
    }
    for (DaemonAddress address : config.hosts()) {
      switch (address) {
        case DaemonAddress.Unix unix when inherited ->
            LOG.info(
                "the socket was handed over by who started the daemon: {} is not opened", unix);
        case DaemonAddress.Unix unix -> addUnix(unix, config.group());
        case DaemonAddress.Tls tls -> server.addConnector(tcp(tls));
      }
    }
    config.page().ifPresent(address -> server.addConnector(page(address)));
    start();
    files.forEach(SocketFile::permit);
  }

  /// Whether a service manager has opened the socket before, as standard input.
  private static boolean inheritsSocket() {
    try {
      Channel channel = System.inheritedChannel();
      return channel instanceof ServerSocketChannel;
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot tell whether a socket was handed over: " + failure, failure);
    }
  }

  private void start() {
    try {
      server.start();
    } catch (Exception failure) {
      throw new NetworkException.System(
          "cannot listen at %s%s: %s"
              .formatted(
                  config.hosts(),
                  config.page().map(page -> " and " + page).orElse(""),
                  cause(failure)),
          failure);
    }
    config.hosts().forEach(address -> LOG.info("listening at {}", address));
    config
        .page()
        .ifPresent(address -> LOG.info("the page is at {}: see `libnetwork page`", address.url()));
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : cause(cause);
  }

  private void addUnix(DaemonAddress.Unix address, Optional<String> group) {
    SocketFile file = new SocketFile(address.path(), group);
    file.clear();
    UnixDomainServerConnector connector = unix();
    connector.setUnixDomainPath(address.path());
    server.addConnector(connector);
    files.add(file);
  }

  private UnixDomainServerConnector unix() {
    UnixDomainServerConnector connector =
        new UnixDomainServerConnector(server, 0, 1, new HttpConnectionFactory(http()));
    connector.setIdleTimeout(SILENCE);
    connector.setAcceptQueueSize(MOST_CONNECTIONS);
    return connector;
  }

  private ServerConnector tcp(DaemonAddress.Tls address) {
    SslContextFactory.Server tls =
        certificates
            .orElseThrow(() -> new IllegalStateException("TCP without certificates"))
            .context();
    HttpConfiguration http = http();
    http.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            0,
            1,
            new SslConnectionFactory(tls, "http/1.1"),
            new HttpConnectionFactory(http));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(SILENCE);
    return connector;
  }

  /// Whoever is on this host may connect there, so it has few connections of its own.
  private ServerConnector page(PageAddress address) {
    ServerConnector connector =
        new ServerConnector(server, 0, 1, new HttpConnectionFactory(http()));
    connector.setName(HttpAdapter.PAGE);
    connector.setHost(address.address().toString());
    connector.setPort(address.port().number());
    connector.setIdleTimeout(SILENCE);
    server.addBean(new NetworkConnectionLimit(MOST_PAGE_CONNECTIONS, connector));
    return connector;
  }

  /// Names in paths may have any character; they are looked up and name no files.
  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setServerAuthority(new HostPort("localhost", 0));
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setUriCompliance(
        UriCompliance.from(
            EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS)));
    return http;
  }

  /// Takes the token and the certificates anew.
  void reload(DaemonConfig next) {
    tokens.change(next.tokenFile());
    next.tls().ifPresent(files -> certificates.ifPresent(old -> old.reload(files)));
  }

  /// Takes no further requests, lets those that are being answered end for a while, and ends.
  @Override
  public void close() {
    plugin.ifPresent(EngineSocket::close);
    try {
      server.stop();
      for (SocketFile file : files) {
        file.delete();
      }
    } catch (Exception failure) {
      LOG.warn("the sockets did not end well", failure);
    }
  }
}
