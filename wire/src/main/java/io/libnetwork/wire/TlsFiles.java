package io.libnetwork.wire;

import java.nio.file.Path;

/// Where the certificates of a TLS connection are, all of them PEM (RFC 7468).
///
/// @param authority whom to believe, one certificate or several
/// @param certificate what the client shows, with those between it and its authority
/// @param key of that certificate, PKCS #8 and not encrypted
public record TlsFiles(Path authority, Path certificate, Path key) {

  /// The usual three in a folder, as Docker names them: `ca.pem`, `cert.pem`, `key.pem`.
  public static TlsFiles in(Path folder) {
    return new TlsFiles(
        folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }
}
