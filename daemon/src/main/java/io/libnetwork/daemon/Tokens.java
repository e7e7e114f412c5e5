package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// The token that requests over TCP bear (RFC 6750), where there is one. Who may open the unix
/// socket needs none.
final class Tokens {

  private static final String BEARER = "Bearer ";

  private volatile Optional<byte[]> token;

  private Tokens(Optional<byte[]> token) {
    this.token = token;
  }

  /// @param file with the token alone; none for no token
  /// @throws NetworkException.InvalidParameter if it cannot be read, or is empty
  static Tokens of(Optional<Path> file) {
    return new Tokens(file.map(Tokens::read));
  }

  /// Takes another from now on.
  void change(Optional<Path> file) {
    token = file.map(Tokens::read);
  }

  private static byte[] read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new NetworkException.InvalidParameter("the token file %s is empty".formatted(file));
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new NetworkException.InvalidParameter(
          "the token file %s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
  }

  /// Compared in a time that tells nothing of the token.
  boolean allow(Request request) {
    Optional<byte[]> expected = token;
    boolean tcp =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress;
    if (expected.isEmpty() || !tcp) {
      return true;
    }
    String said = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return said != null
        && said.startsWith(BEARER)
        && MessageDigest.isEqual(
            expected.get(),
            said.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
