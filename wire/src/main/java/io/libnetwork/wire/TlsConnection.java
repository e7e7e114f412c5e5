package io.libnetwork.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection by TLS 1.2 or 1.3 in which both sides show certificates, and the server's is for
/// the name it was called by.
public final class TlsConnection {

  private TlsConnection() {}

  /// Opens one, and shakes hands.
  ///
  /// @throws ApiException.Unreachable if nobody listens there, or the certificates do not fit
  public static Wire open(DaemonAddress.Tls address, TlsFiles files, Duration limit) {
    var context = TlsMaterial.context(files);
    Socket plain = connect(address, limit);
    try {
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(milliseconds(limit));
      socket.startHandshake();
      socket.setSoTimeout(0);
      return new Wire(socket.getInputStream(), socket.getOutputStream(), plain);
    } catch (IOException failure) {
      close(plain, failure);
      throw new ApiException.Unreachable(
          "cannot speak TLS with the daemon at %s: %s; are the certificates those of its authority?"
              .formatted(address, failure.getMessage()),
          failure);
    }
  }

  private static Socket connect(DaemonAddress.Tls address, Duration limit) {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getByName(address.host()), address.port()),
          milliseconds(limit));
      return socket;
    } catch (UnknownHostException unknown) {
      close(socket, unknown);
      throw new ApiException.Unreachable(
          "cannot reach the daemon at %s: no host '%s' is known".formatted(address, address.host()),
          unknown);
    } catch (IOException failure) {
      close(socket, failure);
      throw new ApiException.Unreachable(
          "cannot reach the daemon at %s: %s; does it listen there?"
              .formatted(address, failure.getMessage()),
          failure);
    }
  }

  private static int milliseconds(Duration limit) {
    return Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
  }

  private static void close(Socket socket, IOException why) {
    try {
      socket.close();
    } catch (IOException more) {
      why.addSuppressed(more);
    }
  }
}
