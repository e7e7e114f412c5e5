package io.libnetwork.plugins.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/// A port of TCP at 127.0.0.1 that passes on to a plugin's socket whoever shows a certificate of
/// the authority.
final class TlsFront implements AutoCloseable {

  private static final int QUEUE = 16;
  private static final int LARGEST_REQUEST = 1 << 16;

  private final SSLServerSocket server;
  private final Path socket;

  /// @param own its key and certificate, in PKCS #12
  /// @param authority of whom it serves, in PEM
  TlsFront(Path socket, Path own, Path authority, String password) {
    this.socket = socket;
    try {
      server =
          (SSLServerSocket)
              context(own, authority, password.toCharArray())
                  .getServerSocketFactory()
                  .createServerSocket(0, QUEUE, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot listen", failure);
    }
    server.setNeedClientAuth(true);
    Thread.ofPlatform().daemon().name("tls-front").start(this::accept);
  }

  private static SSLContext context(Path own, Path authority, char[] password) throws IOException {
    try (InputStream key = Files.newInputStream(own);
        InputStream signer = Files.newInputStream(authority)) {
      KeyStore shown = KeyStore.getInstance("PKCS12");
      shown.load(key, password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(shown, password);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, password);
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(signer));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          SocketChannel plugin = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        passRequest(client.getInputStream(), Channels.newOutputStream(plugin));
        Channels.newInputStream(plugin).transferTo(client.getOutputStream());
      } catch (IOException refused) {
        System.err.println("the front has ended a connection: " + refused.getMessage());
      }
    }
  }

  /// A request comes in one piece here; an answer ends with its connection.
  private static void passRequest(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[LARGEST_REQUEST];
    int length = from.read(piece);
    if (length > 0) {
      to.write(piece, 0, length);
      to.flush();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
